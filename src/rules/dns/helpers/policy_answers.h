#pragma once
// The answers that policies come from.

#include <vector>

#include "facts/facts.h"

namespace mailauth::rules {

// TXT at the domain, at its MAIL FROM domains, at _dmarc and at the selectors; none twice, pending and failed ones too.
std::vector<const dns::Answer*> policy_answers(const facts::Facts& facts);

}  // namespace mailauth::rules
