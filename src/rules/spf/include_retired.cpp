#include <fmt/format.h>

#include <algorithm>

#include "rules/spf/helpers/subjects.h"
#include "rules/spf/helpers/tree_terms.h"

namespace mailauth::rules::spf_include_retired {

namespace {

bool is_retired(const facts::Service& service, const dns::Name& target) {
  return std::any_of(service.retired_includes.begin(), service.retired_includes.end(), [&](const std::string& retired) {
    const auto name = dns::Name::parse(retired);
    return name && target.is_within(*name);
  });
}

// At the domain itself an include of such a service has no effect under any name: spf-include-useless.
bool is_useless(const Facts& facts, const TreeTerm& term, const facts::Service& service) {
  return term.root == &facts.spf && service.spf_scope == facts::Service::SpfScope::none;
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts))
    for (const TreeTerm& term : tree_terms(*root)) {
      if (!term.direct() || term.term().kind != records::spf::Kind::include || !term.edge->target) continue;
      const facts::Service* service = facts::service_of_include(*term.edge->target);
      if (service == nullptr || is_useless(facts, term, *service) || !is_retired(*service, *term.edge->target))
        continue;
      const std::string& current = service->includes.front();
      add(findings, term, fmt::format("write include:{} instead", current))
          .says(fmt::format("{} is an old name of {}, which publishes {} today", term.text(), service->name, current));
    }
}

}  // namespace

extern const Rule rule{
    .id = "spf-include-retired",
    .severity = Severity::warning,
    .title = "An include leads to a name that the mail service has replaced",
    .reference = "RFC 7208 5.2",
    .why =
        "The service keeps its new name up to date. What stands at the old one may lack servers that send, or go away: "
        "then SPF fails with an error (permerror).",
    .bad = R"(@ TXT "v=spf1 include:zoho.com ~all"
zoho.com. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .good = R"(@ TXT "v=spf1 include:zohomail.com ~all"
zohomail.com. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .check = check};

}  // namespace mailauth::rules::spf_include_retired
