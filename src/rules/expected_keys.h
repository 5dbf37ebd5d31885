#pragma once
// The DKIM records of services that --expect names.

#include "mailauth/rules/rule.h"

namespace mailauth::rules {

// One finding a record when the records are known, else one a service.
void find_missing_keys(const facts::Service& service, const Facts& facts, Findings& findings);

}  // namespace mailauth::rules
