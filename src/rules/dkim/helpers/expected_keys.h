#pragma once
// The DKIM records of services that --expect names.

#include "rules/rule.h"

namespace mailauth::rules {

// One finding a record when the records are known, else one a service.
void find_missing_keys(const facts::Service& service, const Facts& facts, Findings& findings);

// Is there one that should have keys? Then find_missing_keys() speaks of the domain that has none.
bool expects_keys(const Facts& facts);

}  // namespace mailauth::rules
