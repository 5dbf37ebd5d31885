#pragma once
// Findings for a person: those about one record together, under that record.

#include <string>
#include <vector>

#include "report/pen.h"

namespace mailauth::report {

std::string findings_text(const std::vector<rules::Finding>& findings, const Pen& pen);

// That for so many findings no repair was tried; empty for none.
std::string untried_text(unsigned findings, const Pen& pen);

// What to publish or remove, ready to paste, and what that switches on.
std::string fix_text(const rules::Fix& fix, const Pen& pen);

}  // namespace mailauth::report
