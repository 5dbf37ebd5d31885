#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "diagnosis/spf.h"
#include "rules/spf/helpers/subjects.h"
#include "rules/spf/helpers/tree_terms.h"

namespace mailauth::rules::spf_include_no_record {

namespace {

using facts::SpfEdge;
using facts::SpfNode;

std::string reason(const SpfNode& node) {
  const bool gone = node.answer->outcome == dns::Outcome::no_domain;
  if (!node.answer->cnames.empty() && node.answer->absent())
    return fmt::format("it is an alias of {}, {}", node.answer->owner().text(),
                       gone ? "which does not exist" : "where there is none");
  if (gone) return "the name does not exist";
  if (!node.lookalikes.empty()) return "what stands there does not begin with v=spf1";
  return node.answer->found() ? "only other text stands there" : "there is no text at this name";
}

// What is no name of a domain is reported as such.
bool is_misspelt(const SpfNode& node, const SpfEdge& edge) {
  const auto diagnoses = diagnosis::diagnose(node.records.front());
  return std::any_of(diagnoses.begin(), diagnoses.end(),
                     [&](const diagnosis::Diagnosis& diagnosis) { return diagnosis.term == edge.term; });
}

// `own` is the term of the domain's own record that leads to the edge.
void report(const SpfNode& root, const SpfEdge& own, const SpfNode& parent, const SpfEdge& edge, Findings& findings) {
  const SpfNode& missing = edge.child.front();
  const bool direct = &own == &edge;
  Finding& finding = findings.add(root.records.front().source, term_of(root, own).span,
                                  direct ? "remove this, or correct the name" : "this leads to the broken record");
  finding.says(fmt::format("{} has no SPF record: {}", missing.name.text(), reason(missing)));
  if (!direct)
    finding.note(fmt::format("{} is in the record of {}: tell its operator, or remove the term that leads there",
                             term_text(parent, edge), parent.name.text()));
}

void look_below(const SpfNode& root, const SpfEdge* own, const SpfNode& node, Findings& findings) {
  for (const SpfEdge& edge : node.edges) {
    const SpfEdge& first = own == nullptr ? edge : *own;
    for (const SpfNode& child : edge.child) {
      // What anybody can register is said by spf-include-takeover.
      if (child.standing == facts::SpfStanding::none && !can_be_registered(edge) && !is_misspelt(node, edge))
        report(root, first, node, edge, findings);
      look_below(root, &first, child, findings);
    }
  }
}

void check(const Facts& facts, Findings& findings) {
  for (const SpfNode* root : spf_roots(facts)) look_below(*root, nullptr, *root, findings);
}

}  // namespace

extern const Rule rule{
    .id = "spf-include-no-record",
    .severity = Severity::error,
    .title = "The SPF record includes a name that has no SPF record",
    .reference = "RFC 7208 5.2, RFC 7208 6.1",
    .why =
        "An include that leads to no SPF record is an error, not just a gap: SPF fails (permerror) for all mail from "
        "servers that are listed behind it.",
    .bad = R"(@ TXT "v=spf1 include:_spf.example.net -all"
_spf.example.net. TXT "nothing to see here"
)",
    .good = R"(@ TXT "v=spf1 include:_spf.example.net -all"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .wish = Wish::drop_terms,
    .check = check};

}  // namespace mailauth::rules::spf_include_no_record
