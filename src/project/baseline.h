#pragma once
// --baseline: the findings that a project had when it began, as a file beside its records. Only what is new or worse
// fails the job.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "project/policy.h"

namespace mailauth::project {

struct Known {
  std::string rule;
  rules::Severity severity = rules::Severity::info;
  Date first_seen;
  unsigned more = 0;  // further ones like it that are not shown
};
using KnownFindings = std::map<std::string, Known>;     // by report::fingerprints()
using Baseline = std::map<std::string, KnownFindings>;  // by domain

// `path` is for errors only. Throws Error.
Baseline parse_baseline(std::string_view bytes, const std::string& path);
std::string to_json(const Baseline& baseline);

// What each finding of the audit is beside the baseline.
std::vector<report::Change> changes(const Baseline& baseline, const audit::Audit& audit);

// What audits found.
struct Found {
  Baseline findings;               // with the day on which each was seen first
  std::set<std::string> complete;  // domains of which no answer is missing
};
void note_found(const Baseline& baseline, const audit::Audit& audit, Date day, Found& found);

// The baseline after these audits. What is gone leaves it, but only when the DNS said so: a finding stays while its
// domain is not audited, or has answers missing.
Baseline updated(const Baseline& before, Found found);

}  // namespace mailauth::project
