#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/spf/helpers/subjects.h"
#include "text/quote.h"
#include "text/special_networks.h"

namespace mailauth::rules::spf_special_address {

namespace {

using text::SpecialNetwork;

// RFC 2606: domains for examples, which rightly have addresses for examples.
bool is_example(const dns::Name& domain) {
  constexpr std::array<std::string_view, 4> top_levels{"example", "test", "invalid", "localhost"};
  constexpr std::array<std::string_view, 3> domains{"example.com", "example.net", "example.org"};
  const auto ends_in = [&](std::size_t labels, const auto& names) {
    return std::find(names.begin(), names.end(), domain.last_labels(labels).text()) != names.end();
  };
  return ends_in(1, top_levels) || ends_in(2, domains);
}

const SpecialNetwork* unusable(const text::Network& network, const dns::Name& domain) {
  const SpecialNetwork* special = text::special_network(network);
  if (special == nullptr) return nullptr;
  const bool said_elsewhere = special->use == SpecialNetwork::Use::mapped_ipv4;  // spf-mapped-ip6
  const bool right = special->use == SpecialNetwork::Use::documentation && is_example(domain);
  return said_elsewhere || right ? nullptr : special;
}

void check(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : single_spf_subjects(facts))
    for (const records::spf::Term& term : subject.record->terms) {
      const SpecialNetwork* special = term.network ? unusable(*term.network, subject.root->name) : nullptr;
      if (special == nullptr) continue;
      add(findings, subject, term.span, "remove this, or write the public address")
          .says(fmt::format("{} is {} ({}): no public server has such an address",
                            text::quote(subject.record->text(term.span)), special->name, special->reference));
    }
}

}  // namespace

extern const Rule rule{.id = "spf-special-address",
                       .severity = Severity::warning,
                       .title = "The SPF record permits an address that no server on the Internet has",
                       .reference = "RFC 6890, RFC 7208 5.6",
                       .why = "Receivers see the public address of a server. A private or reserved one "
                              "never matches, and the server that is meant is not permitted.",
                       .bad = R"(@ TXT "v=spf1 ip4:10.0.0.7 ip4:192.0.2.1 -all"
)",
                       .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
)",
                       .wish = Wish::drop_terms,
                       .check = check};

}  // namespace mailauth::rules::spf_special_address
