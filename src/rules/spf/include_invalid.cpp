#include <fmt/format.h>

#include "diagnosis/spf.h"
#include "rules/spf/helpers/subjects.h"
#include "rules/spf/helpers/tree_terms.h"

namespace mailauth::rules::spf_include_invalid {

namespace {

using facts::SpfStanding;

void report(const TreeTerm& term, const facts::SpfNode& child, Findings& findings) {
  const bool multiple = child.standing == SpfStanding::multiple;
  Finding& finding = add(findings, term, "remove this until the record behind it is right");
  finding.says(multiple ? fmt::format("{} has {} SPF records, and there may be only one", child.name.text(),
                                      child.records.size())
                        : fmt::format("the SPF record of {} has a syntax error", child.name.text()));
  if (multiple) return;
  if (const auto diagnoses = diagnosis::diagnose(child.records.front()); !diagnoses.empty())
    finding.note("there: " + diagnoses.front().message);
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts))
    for (const TreeTerm& term : tree_terms(*root))
      for (const facts::SpfNode& child : term.edge->child)
        if (child.standing == SpfStanding::multiple || child.standing == SpfStanding::malformed)
          report(term, child, findings);
}

}  // namespace

extern const Rule rule{.id = "spf-include-invalid",
                       .severity = Severity::error,
                       .title = "An included SPF record is broken",
                       .reference = "RFC 7208 5.2, RFC 7208 6.1",
                       .why = "An included record that has a syntax error, or is there more than once, "
                              "makes all of SPF fail (permerror) for mail that no earlier term permits.",
                       .bad = R"(@ TXT "v=spf1 include:_spf.example.net -all"
_spf.example.net. TXT "v=spf1 ipv4:192.0.2.1 -all"
)",
                       .good = R"(@ TXT "v=spf1 include:_spf.example.net -all"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
                       .check = check};

}  // namespace mailauth::rules::spf_include_invalid
