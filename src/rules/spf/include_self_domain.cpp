#include <fmt/format.h>

#include <algorithm>

#include "rules/spf/helpers/subjects.h"
#include "rules/spf/helpers/tree_terms.h"
#include "text/ascii.h"

namespace mailauth::rules::spf_include_self_domain {

namespace {

using records::spf::Kind;
using records::spf::Term;

constexpr unsigned many_lookups = 8;

bool is_network(const Term& term) { return term.kind == Kind::ip4 || term.kind == Kind::ip6; }

// The networks of a record that has nothing else but its default.
std::string networks(const facts::SpfNode& node) {
  std::vector<std::string> terms;
  for (const Term& term : node.records.front().terms) {
    if (!is_network(term) && term.kind != Kind::all) return {};
    if (is_network(term)) terms.emplace_back(node.records.front().text(term.span));
  }
  return text::join(terms, " ");
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts)) {
    if (root->lookups < many_lookups) continue;
    for (const TreeTerm& term : tree_terms(*root)) {
      if (!term.direct() || term.term().kind != Kind::include || term.edge->child.empty()) continue;
      const facts::SpfNode& child = term.edge->child.front();
      if (child.standing != facts::SpfStanding::usable ||
          facts::registrable_domain(child.name) != facts::registrable_domain(root->name))
        continue;
      const std::string terms = networks(child);
      if (!terms.empty())
        add(findings, term, "write the addresses here")
            .says(fmt::format("{} costs a lookup: its addresses could stand here", term.text()))
            .note("write instead: " + text::escape_bytes(terms));
    }
  }
}

}  // namespace

extern const Rule rule{
    .id = "spf-include-self-domain",
    .severity = Severity::info,
    .title = "An include of the domain's own could be written out and save a lookup",
    .reference = "RFC 7208 4.6.4, RFC 7208 10.1.1",
    .why = "Nearly all of the 10 lookups that receivers make are used. A record that only lists addresses costs one of "
           "them; the same addresses in the main record cost none.",
    .bad = R"(@ TXT "v=spf1 include:_spf.example.com include:a.example.net include:b.example.net -all"
_spf TXT "v=spf1 ip4:192.0.2.1 -all"
a.example.net. TXT "v=spf1 a:h.example.net a:h.example.net a:h.example.net -all"
b.example.net. TXT "v=spf1 a:h.example.net a:h.example.net -all"
h.example.net. A 192.0.2.9
h.example.net. AAAA 2001:db8::9
)",
    .good = R"(@ TXT "v=spf1 include:_spf.example.com -all"
_spf TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .check = check};

}  // namespace mailauth::rules::spf_include_self_domain
