#pragma once
// The texts of a domain that are, or were meant to be, policies, and what was pasted in their place.

#include <vector>

#include "diagnosis/pasted.h"
#include "facts/facts.h"

namespace mailauth::rules {

// Every TXT that is, or was meant to be, a policy: SPF of the domain and of its MAIL FROM domains, DKIM keys, and
// what stands at _dmarc, or above it and is inherited. In that order, none twice. Not whole lines of a zone file, which
// have a rule of their own.
const std::vector<text::Source>& policy_texts(const facts::Facts& facts);

// What was pasted at the domain itself (there only what has to do with policies), its MAIL FROM domains, _dmarc and the
// selectors.
const std::vector<diagnosis::NotARecord>& not_records(const facts::Facts& facts);

}  // namespace mailauth::rules
