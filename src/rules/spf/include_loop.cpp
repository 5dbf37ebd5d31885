#include <fmt/format.h>

#include "rules/spf/helpers/subjects.h"
#include "rules/spf/helpers/tree_terms.h"

namespace mailauth::rules::spf_include_loop {

namespace {

void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts))
    for (const TreeTerm& term : tree_terms(*root))
      for (const facts::SpfNode& child : term.edge->child)
        if (child.standing == facts::SpfStanding::loop)
          add(findings, term, term.direct() ? "remove this" : "this leads into the circle")
              .says(fmt::format("{} in the record of {} leads back to {}", term.text(), term.node->name.text(),
                                child.name.text()));
}

}  // namespace

extern const Rule rule{.id = "spf-include-loop",
                       .severity = Severity::error,
                       .title = "SPF records include each other in a circle",
                       .reference = "RFC 7208 4.6.4, RFC 7208 5.2",
                       .why = "Receivers go round the circle until they reach the limit of 10 lookups, and "
                              "then SPF fails (permerror) for mail that no earlier term permits.",
                       .bad = R"(@ TXT "v=spf1 include:_spf.example.net -all"
_spf.example.net. TXT "v=spf1 include:example.com -all"
)",
                       .good = R"(@ TXT "v=spf1 include:_spf.example.net -all"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
                       .check = check};

}  // namespace mailauth::rules::spf_include_loop
