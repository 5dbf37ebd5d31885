#include <fmt/format.h>

#include <set>

#include "rules/spf/helpers/subjects.h"
#include "rules/spf/helpers/tree_terms.h"

namespace mailauth::rules::spf_include_takeover {

namespace {

using facts::SpfEdge;
using facts::SpfNode;

void report(const SpfNode& root, const SpfEdge& own, const SpfNode& parent, const SpfEdge& edge, Findings& findings) {
  Finding& finding = findings.add(root.records.front().source, term_of(root, own).span, "remove this today");
  finding
      .says(fmt::format("{} is not registered: whoever registers it can send mail as {}", edge.registrable->text(),
                        root.name.text()))
      .note(fmt::format("asked: {} NS, answer: {}", edge.registrable->text(), describe(edge.registration->outcome)));
  if (&own != &edge)
    finding.note(fmt::format("{} is in the record of {}", term_text(parent, edge), parent.name.text()));
}

struct Search {
  const SpfNode& root;
  Findings& findings;
  std::set<dns::Name> reported;  // each registrable domain once
};

void look_below(Search& search, const SpfEdge* own, const SpfNode& node) {
  for (const SpfEdge& edge : node.edges) {
    const SpfEdge& first = own == nullptr ? edge : *own;
    const bool free = edge.registration != nullptr && edge.registration->outcome == dns::Outcome::no_domain;
    if (free && edge.registrable && search.reported.insert(*edge.registrable).second)
      report(search.root, first, node, edge, search.findings);
    for (const SpfNode& child : edge.child) look_below(search, &first, child);
  }
}

void check(const Facts& facts, Findings& findings) {
  for (const SpfNode* root : spf_roots(facts)) {
    Search search{*root, findings, {}};
    look_below(search, nullptr, *root);
  }
}

}  // namespace

extern const Rule rule{
    .id = "spf-include-takeover",
    .severity = Severity::error,
    .security = Security::somebody_can_send,
    .title = "The SPF record trusts a domain that anybody can register",
    .reference = "RFC 7208 5.2, RFC 9989 11.8",
    .why = "The record hands the decision about who may send to a domain that belongs to nobody. Whoever registers it "
           "publishes servers of their own there, and their mail passes SPF and DMARC as genuine. This is done in "
           "practice.",
    .bad = R"(@ TXT "v=spf1 include:_spf.example.net -all"
)",
    .good = R"(@ TXT "v=spf1 include:_spf.example.net -all"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .wish = Wish::drop_terms,
    .check = check};

}  // namespace mailauth::rules::spf_include_takeover
