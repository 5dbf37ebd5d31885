#include <fmt/format.h>

#include "rules/spf/helpers/subjects.h"
#include "rules/spf/helpers/tree_terms.h"

namespace mailauth::rules::spf_include_qualifier {

namespace {

using records::spf::Qualifier;

std::string_view effect(Qualifier qualifier) {
  switch (qualifier) {
    case Qualifier::pass: return "permits";
    case Qualifier::fail: return "denies";
    case Qualifier::softfail: return "makes suspicious";
    case Qualifier::neutral: return "says nothing about";
  }
  return "";
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts))
    for (const TreeTerm& term : tree_terms(*root)) {
      const records::spf::Term& include = term.term();
      if (!term.direct() || include.kind != records::spf::Kind::include || include.qualifier == Qualifier::pass)
        continue;
      findings.add(root->records.front().source, include.sign, "remove this sign, unless that is meant")
          .says(fmt::format("{} {} the servers that the other record permits", term.text(), effect(include.qualifier)));
    }
}

}  // namespace

extern const Rule rule{
    .id = "spf-include-qualifier",
    .severity = Severity::warning,
    .title = "An include does not permit the servers of the other record",
    .reference = "RFC 7208 5.2",
    .why = "With a qualifier before it an include says what happens to the servers that the other record permits: with "
           "- their mail is refused, with ~ it is suspicious, with ? nothing is said.",
    .bad = R"(@ TXT "v=spf1 -include:_spf.example.net ~all"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.2 -all"
)",
    .good = R"(@ TXT "v=spf1 include:_spf.example.net ~all"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.2 -all"
)",
    .check = check};

}  // namespace mailauth::rules::spf_include_qualifier
