#include "rules/spf/helpers/diagnoses.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "diagnosis/spf.h"
#include "rules/spf/helpers/subjects.h"

namespace mailauth::rules {

namespace {

constexpr std::size_t max_notes = 5;

// The first one is the message; the others are marked too, and told when they are of another kind.
void report(const SpfSubject& subject, const std::vector<diagnosis::Diagnosis>& diagnoses, Findings& findings) {
  const diagnosis::Diagnosis& first = diagnoses.front();
  Finding& finding = add(findings, subject, first.mark, first.advice).says(first.message);
  for (std::size_t at = 1; at < diagnoses.size(); ++at) {
    finding.mark(diagnoses[at].mark, diagnoses[at].advice);
    if (at <= max_notes) finding.note("also: " + diagnoses[at].message);
  }
}

}  // namespace

void report_diagnoses(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : spf_subjects(facts)) {
    std::vector<diagnosis::Diagnosis> diagnoses;
    std::ranges::copy_if(
        diagnosis::diagnose(*subject.record), std::back_inserter(diagnoses),
        [&](const diagnosis::Diagnosis& diagnosis) { return diagnosis.problem == findings.rule().reports; });
    if (!diagnoses.empty()) report(subject, diagnoses, findings);
  }
}

}  // namespace mailauth::rules
