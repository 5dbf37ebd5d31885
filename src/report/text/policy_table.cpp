#include "report/text/policy_table.h"

#include <fmt/format.h>

namespace mailauth::report {

namespace {

using facts::DmarcView;

std::string cell(std::optional<records::dmarc::Policy> policy, bool unknown) {
  if (unknown) return "not known";
  return policy ? std::string(to_string(*policy)) : "-";
}

std::string row(std::string_view who, const DmarcView& view) {
  return fmt::format("  {:<26}{:<13}{:<13}{}\n", who, cell(view.domain, view.unknown),
                     cell(view.subdomains, view.organizational_unknown),
                     cell(view.nonexistent, view.organizational_unknown));
}

bool same_policies(const DmarcView& a, const DmarcView& b) {
  return a.domain == b.domain && a.subdomains == b.subdomains && a.nonexistent == b.nonexistent &&
         a.unknown == b.unknown && a.organizational_unknown == b.organizational_unknown;
}

}  // namespace

std::string policy_table(const facts::Discovery& discovery, const Pen& pen) {
  if (!discovery.found()) return {};
  std::string table = "  " +
                      pen.paint(Ink::dim, fmt::format("{:<26}{:<13}{:<13}{}", "policy in force", "domain", "subdomains",
                                                      "made-up subdomains")) +
                      "\n";
  if (same_policies(discovery.tree_walk, discovery.suffix_list))
    return table + row("at all receivers", discovery.tree_walk);
  return table + row("at those of RFC 9989", discovery.tree_walk) + row("at those of RFC 7489", discovery.suffix_list);
}

}  // namespace mailauth::report
