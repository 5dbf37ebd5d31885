#pragma once
// SPF of a domain that was published at another name or as another type.

#include <vector>

#include "facts/facts.h"

namespace mailauth::rules {

// Records at names that people take for the right one; empty when the domain has SPF of its own. What a wildcard gives
// for every name does not count.
std::vector<text::Source> spf_elsewhere(const facts::Facts& facts);

// Those of the abolished type SPF at the domain itself (RFC 7208 3.1).
std::vector<text::Source> spf_of_type99(const facts::Facts& facts);

}  // namespace mailauth::rules
