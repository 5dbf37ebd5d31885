#pragma once
// What was diagnosed in the terms of SPF records (diagnosis/spf.h), as findings of the rule that reports it.

#include "rules/rule.h"

namespace mailauth::rules {

// A check: one finding a record. For rules that say which Problem they report.
void report_diagnoses(const Facts& facts, Findings& findings);

}  // namespace mailauth::rules
