#pragma once
// Records that ask for no reports.

#include "rules/rule.h"

namespace mailauth::rules {

// What such a record does all the same: it states a policy, or nothing at all.
enum class Purpose : uint8_t { policy, none };

// One finding for each record of this kind that has no rua= in any form.
void report_missing_rua(const Facts& facts, Purpose purpose, Findings& findings);

}  // namespace mailauth::rules
