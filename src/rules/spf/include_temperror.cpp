#include <fmt/format.h>

#include "rules/spf/helpers/subjects.h"
#include "rules/spf/helpers/tree_terms.h"

namespace mailauth::rules::spf_include_temperror {

namespace {

bool has_failed(const facts::SpfNode& child) {
  return child.answer != nullptr && child.answer->failed() && child.answer->outcome != dns::Outcome::not_asked;
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts))
    for (const TreeTerm& term : tree_terms(*root))
      for (const facts::SpfNode& child : term.edge->child)
        if (has_failed(child))
          add(findings, term, "what this permits is not known")
              .says(fmt::format("{} could not be looked up: {}", to_string(child.answer->question),
                                describe(child.answer->outcome)))
              .with(Certainty::indeterminate);
}

}  // namespace

extern const Rule rule{.id = "spf-include-temperror",
                       .severity = Severity::warning,
                       .title = "An included SPF record cannot be looked up",
                       .reference = "RFC 7208 5.2",
                       .why = "Receivers that get no answer put the mail off (temperror), and check "
                              "again later. Nobody can say what the record permits.",
                       .bad = R"(;! _spf.example.net TXT server_failure
@ TXT "v=spf1 include:_spf.example.net -all"
)",
                       .good = R"(@ TXT "v=spf1 include:_spf.example.net -all"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.2 -all"
)",
                       .check = check};

}  // namespace mailauth::rules::spf_include_temperror
