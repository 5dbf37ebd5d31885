#pragma once
// Runs every rule over the facts.

#include <span>
#include <vector>

#include "rules/rule.h"

namespace mailauth::rules {

// In a stable order: by severity, then in the order in which receivers meet the records (DNS, SPF, DKIM,
// DMARC, the rest), then by name and place.
std::vector<Finding> judge(const Facts& facts);

// The same for several domains, in their order: rule by rule, each over all of them.
std::vector<std::vector<Finding>> judge(std::span<const Facts* const> domains);

// What the rules about messages find.
std::vector<Finding> judge(const facts::MessageFacts& message);

}  // namespace mailauth::rules
