#pragma once
// The terms of an SPF tree, each with the term of the owner's record that leads to it: that is the one which the owner
// can change.

#include <string>
#include <vector>

#include "rules/rule.h"

namespace mailauth::rules {

std::string term_text(const facts::SpfNode& node, const facts::SpfEdge& edge);  // escaped, for messages

struct TreeTerm {
  const facts::SpfNode* root;
  const facts::SpfEdge* own;   // of the root's record
  const facts::SpfNode* node;  // whose record has the term
  const facts::SpfEdge* edge;

  bool direct() const { return own == edge; }
  const records::spf::Term& term() const { return node->records.front().terms[edge->term]; }
  std::string text() const { return term_text(*node, *edge); }
};

// In the order of evaluation.
std::vector<TreeTerm> tree_terms(const facts::SpfNode& root);

// Does the term lead to a name that anybody can register?
bool can_be_registered(const facts::SpfEdge& edge);

// Points at the term of the owner's record, and says in a note where the term stands that is meant.
Finding& add(Findings& findings, const TreeTerm& term, std::string advice);

}  // namespace mailauth::rules
