#pragma once
// The records that could be published against a finding, the best first. Which of them are offered is decided when
// they have been judged (propose.cpp).

#include <vector>

#include "repair/repair.h"
#include "rules/rule.h"

namespace mailauth::repair {

// A finding among all the others: they say what else is wrong with its record.
struct Problem {
  const facts::Facts& facts;
  const rules::Finding& finding;
  const std::vector<rules::Finding>& all;

  bool is_about(const text::Source& source) const { return finding.record && *finding.record == source; }
  // Does a rule with this wish find something in this record, too?
  bool has(rules::Wish wish, const text::Source& source) const;
};

std::vector<rules::Fix> fixes_for(const Problem& problem);

// Each for the records it knows; empty when the finding is not about one of these.
std::vector<rules::Fix> dmarc_fixes(const Problem& problem);
std::vector<rules::Fix> spf_fixes(const Problem& problem);
std::vector<rules::Fix> dkim_fixes(const Problem& problem);

// The records stand at the end of the answer's CNAMEs, or at the wildcard that answers.
std::vector<rules::Fix> replacement(const Problem& problem, const dns::Answer& answer,
                                    std::vector<text::Source> replaced, std::optional<Repaired> repaired);
std::vector<rules::Fix> removal(const Problem& problem, const dns::Answer& answer, const text::Source& removed);

template <class Records>
std::vector<text::Source> sources_of(const Records& records) {
  std::vector<text::Source> sources;
  for (const auto& record : records) sources.push_back(record.source);
  return sources;
}

}  // namespace mailauth::repair
