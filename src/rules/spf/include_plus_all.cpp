#include <fmt/format.h>

#include "rules/spf/helpers/subjects.h"
#include "rules/spf/helpers/tree_terms.h"

namespace mailauth::rules::spf_include_plus_all {

namespace {

using records::spf::Kind;

bool hands_on_a_pass(const records::spf::Term& term) {
  return term.kind == Kind::redirect || (term.kind == Kind::include && term.qualifier == records::spf::Qualifier::pass);
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts))
    for (const TreeTerm& term : tree_terms(*root)) {
      if (!hands_on_a_pass(term.term()) || !hands_on_a_pass(root->records.front().terms[term.own->term])) continue;
      for (const facts::SpfNode& child : term.edge->child)
        if (permits_everybody(child))
          add(findings, term, "remove this today")
              .says(fmt::format("anyone may send as {}: the record of {} permits every server in the world",
                                root->name.text(), child.name.text()));
    }
}

}  // namespace

extern const Rule rule{.id = "spf-include-plus-all",
                       .severity = Severity::error,
                       .security = Security::somebody_can_send,
                       .title = "An included SPF record permits every server in the world",
                       .reference = "RFC 7208 5.1, RFC 7208 5.2",
                       .why = "What an included record permits is permitted here: forged mail from any "
                              "address passes SPF, and with it DMARC, as if it were genuine.",
                       .bad = R"(@ TXT "v=spf1 include:_spf.example.net -all"
_spf.example.net. TXT "v=spf1 +all"
)",
                       .good = R"(@ TXT "v=spf1 include:_spf.example.net -all"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
                       .check = check};

}  // namespace mailauth::rules::spf_include_plus_all
