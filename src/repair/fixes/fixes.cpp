#include "repair/fixes/fixes.h"

#include "facts/wildcard.h"
#include "repair/fixes/mta_sts.h"
#include "repair/fixes/tls_rpt.h"

#include <algorithm>
#include <utility>

namespace mailauth::repair {

using rules::Finding;
using rules::Fix;

namespace {

// Where the records stand: at the end of an alias, or at a wildcard.
dns::Name owner_of(const Problem& problem, const dns::Answer& answer) {
  return facts::wildcard_behind(problem.facts, answer).value_or(answer.owner());
}

// The rule wrote the record itself. What it points into goes away, if it stands there.
Fix fix_of_rule(const Finding& finding) {
  Fix fix = *finding.fix;
  if (fix.type == dns::Type::txt && fix.replaces.empty() && finding.record && finding.name == fix.owner)
    fix.replaces.push_back(*finding.record);
  return fix;
}

}  // namespace

bool Problem::has(rules::Wish wish, const text::Source& source) const {
  return std::any_of(all.begin(), all.end(), [&](const Finding& each) {
    return each.rule->wish == wish && each.record && *each.record == source;
  });
}

std::vector<Fix> replacement(const Problem& problem, const dns::Answer& answer, std::vector<text::Source> replaced,
                             std::optional<Repaired> repaired) {
  if (!repaired) return {};
  Fix fix{.owner = owner_of(problem, answer), .data = dns::cut_into_strings(repaired->text)};
  fix.replaces = std::move(replaced);
  fix.changes = std::move(repaired->changes);
  return {std::move(fix)};
}

std::vector<Fix> removal(const Problem& problem, const dns::Answer& answer, const text::Source& removed) {
  Fix fix{.action = Fix::Action::remove, .owner = owner_of(problem, answer), .data = dns::Txt{}};
  fix.replaces = {removed};
  fix.changes = {"the record that receivers ignore goes away"};
  return {std::move(fix)};
}

std::vector<Fix> fixes_for(const Problem& problem) {
  if (problem.finding.certainty == rules::Certainty::indeterminate) return {};
  if (problem.finding.fix) return {fix_of_rule(problem.finding)};
  if (!problem.finding.record) return {};
  for (const auto fixes : {dmarc_fixes, spf_fixes, dkim_fixes, tls_rpt_fixes, mta_sts_fixes})
    if (auto found = fixes(problem); !found.empty()) return found;
  return {};
}

}  // namespace mailauth::repair
