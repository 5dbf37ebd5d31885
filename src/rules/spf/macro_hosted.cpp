#include <fmt/format.h>

#include <algorithm>

#include "rules/spf/helpers/subjects.h"
#include "rules/spf/helpers/tree_terms.h"
#include "text/quote.h"

namespace mailauth::rules::spf_macro_hosted {

namespace {

using records::spf::Kind;

// %{d} is known without a message; such terms are followed.
bool cannot_be_followed(const facts::SpfNode& root, const facts::SpfEdge& edge) {
  const Kind kind = term_of(root, edge).kind;
  return (kind == Kind::include || kind == Kind::redirect) &&
         !target(root.records.front(), term_of(root, edge), root.name.text());
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts)) {
    const auto hosted = std::find_if(root->edges.begin(), root->edges.end(),
                                     [&](const facts::SpfEdge& edge) { return cannot_be_followed(*root, edge); });
    if (hosted == root->edges.end()) continue;
    findings.add(root->records.front().source, term_of(*root, *hosted).span, "who may send is decided behind this")
        .says(fmt::format("{} leads to another record for each sender: what it permits is known only for a given one",
                          text::quote(term_text(*root, *hosted))))
        .note("counts of lookups and of permitted addresses do not include it");
  }
}

}  // namespace

extern const Rule rule{
    .id = "spf-macro-hosted",
    .severity = Severity::info,
    .title = "The SPF record hands the decision to a service that answers for each sender",
    .reference = "RFC 7208 4.8",
    .why =
        "Services that manage SPF answer each question anew, to stay under the limit of lookups. It works, but nobody "
        "can see from outside whom the record permits: only a check with an address of a sender tells.",
    .bad = R"(@ TXT "v=spf1 include:%{ir}.%{v}._spf.example.net -all"
)",
    .good = R"(@ TXT "v=spf1 include:_spf.example.net -all"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .check = check};

}  // namespace mailauth::rules::spf_macro_hosted
