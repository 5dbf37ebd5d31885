#include <fmt/format.h>

#include "rules/spf/helpers/subjects.h"
#include "rules/spf/helpers/tree_terms.h"

namespace mailauth::rules::spf_ptr {

namespace {

void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts))
    for (const TreeTerm& term : tree_terms(*root))
      if (term.term().kind == records::spf::Kind::ptr)
        add(findings, term, term.direct() ? "list the servers as ip4: and ip6:, or by a:" : "a ptr stands behind this")
            .says(fmt::format("{} asks for the name of the sending server by its address", term.text()));
}

}  // namespace

extern const Rule rule{.id = "spf-ptr",
                       .severity = Severity::warning,
                       .title = "The SPF record depends on the reverse DNS of the sending server",
                       .reference = "RFC 7208 5.5",
                       .why = "ptr is slow and unreliable, RFC 7208 asks not to use it, and large receivers skip "
                              "it. Servers that only ptr permits do not pass there.",
                       .bad = R"(@ TXT "v=spf1 ptr -all"
)",
                       .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
)",
                       .check = check};

}  // namespace mailauth::rules::spf_ptr
