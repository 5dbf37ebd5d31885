#pragma once
// Keys of which everybody has, or at once finds, the private half: whoever wants to signs as the domain.

#include <optional>

#include "rules/dkim/helpers/published_keys.h"

namespace mailauth::rules {

bool is_listed_as_bad(const Facts& facts, const records::dkim::Record& key);  // --bad-keys
bool is_key_of_everybody(const Facts& facts, const records::dkim::Record& key);
std::optional<PublishedKey> key_of_everybody(const Facts& facts);  // of those that verifiers can use

}  // namespace mailauth::rules
