#pragma once
// SPF of a domain that was published at another name.

#include <vector>

#include "mailauth/facts/facts.h"

namespace mailauth::rules {

// Records at names that people take for the right one; empty when the domain has SPF of its own. What a wildcard gives
// for every name does not count.
std::vector<text::Source> spf_elsewhere(const facts::Facts& facts);

}  // namespace mailauth::rules
