#pragma once
// Runs every rule over the facts.

#include <vector>

#include "mailauth/rules/rule.h"

namespace mailauth::rules {

// In a stable order: by severity, then in the order in which receivers meet the records (DNS, SPF, DKIM,
// DMARC, the rest), then by name and place.
std::vector<Finding> judge(const Facts& facts);

}  // namespace mailauth::rules
