#pragma once
// What to do to get DKIM keys, and better ones.

#include <string>
#include <vector>

#include "rules/rule.h"

namespace mailauth::rules {

// How to get a longer key from those who made this one.
std::string advice_on_longer_key(const facts::DkimSelector& selector);
// What to do about a key that others can sign with.
std::string advice_on_broken_key(const facts::DkimSelector& selector);

// What to do to get DKIM keys for the services that were recognised, one line each.
std::vector<std::string> advice_on_new_keys(const Facts& facts);
std::string advice_on_new_keys(const facts::Service& service);

}  // namespace mailauth::rules
