#include "rules/spf/helpers/tree_terms.h"

#include <fmt/format.h>

#include "text/ascii.h"

namespace mailauth::rules {

namespace {

void collect(const facts::SpfNode& root, const facts::SpfEdge* own, const facts::SpfNode& node,
             std::vector<TreeTerm>& terms) {
  for (const facts::SpfEdge& edge : node.edges) {
    const facts::SpfEdge* first = own == nullptr ? &edge : own;
    terms.push_back({&root, first, &node, &edge});
    for (const facts::SpfNode& child : edge.child) collect(root, first, child, terms);
  }
}

}  // namespace

std::string term_text(const facts::SpfNode& node, const facts::SpfEdge& edge) {
  return text::escape_bytes(node.records.front().text(term_of(node, edge).span));
}

std::vector<TreeTerm> tree_terms(const facts::SpfNode& root) {
  std::vector<TreeTerm> terms;
  collect(root, nullptr, root, terms);
  return terms;
}

bool can_be_registered(const facts::SpfEdge& edge) {
  return edge.registration != nullptr && edge.registration->outcome == dns::Outcome::no_domain;
}

Finding& add(Findings& findings, const TreeTerm& term, std::string advice) {
  Finding& finding =
      findings.add(term.root->records.front().source, term_of(*term.root, *term.own).span, std::move(advice));
  if (!term.direct())
    finding.note(fmt::format("{} is in the record of {}: tell its operator", term.text(), term.node->name.text()));
  return finding;
}

}  // namespace mailauth::rules
