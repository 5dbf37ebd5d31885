#include <fmt/format.h>

#include <algorithm>

#include "rules/spf/helpers/subjects.h"
#include "rules/spf/helpers/tree_terms.h"

namespace mailauth::rules::spf_void_lookup {

namespace {

// For clients of both families, in the owner's own record. Many hosts have only addresses of one; what an include leads
// to is judged by spf-include-no-record, and what anybody can claim by rules of their own.
bool finds_nothing(const facts::SpfEdge& edge) {
  return edge.child.empty() && !edge.answers.empty() && !can_be_registered(edge) &&
         std::all_of(edge.answers.begin(), edge.answers.end(),
                     [](const dns::Answer* answer) { return answer->absent() && answer->cnames.empty(); });
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts)) {
    if (std::max(root->voids_v4, root->voids_v6) > facts::spf_void_limit) continue;  // spf-too-many-void-lookups
    for (const TreeTerm& term : tree_terms(*root)) {
      if (!term.direct() || !finds_nothing(*term.edge)) continue;
      Finding& finding = add(findings, term, "remove this");
      finding.says(fmt::format("{} leads to nothing", term.text()));
      for (const dns::Answer* answer : term.edge->answers)
        finding.note(fmt::format("asked: {}, answer: {}", to_string(answer->question), describe(answer->outcome)));
    }
  }
}

}  // namespace

extern const Rule rule{
    .id = "spf-void-lookup",
    .severity = Severity::warning,
    .title = "A name in the SPF record leads to nothing",
    .reference = "RFC 7208 4.6.4",
    .why = "The term permits nobody, costs one of the 10 lookups, and counts as one of the two lookups that may find "
           "nothing. At the third one SPF fails (permerror) for all mail behind it.",
    .bad = R"(@ TXT "v=spf1 a:old.example.com ip4:192.0.2.1 -all"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .wish = Wish::drop_terms,
    .check = check};

}  // namespace mailauth::rules::spf_void_lookup
