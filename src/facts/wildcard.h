#pragma once
// Which records no name has for itself, because a wildcard answers for it (RFC 4592).

#include <optional>

#include "facts/facts.h"

namespace mailauth::facts {

// Does this say the same as what a wildcard says about a name that nobody publishes?
bool comes_from_wildcard(const dns::Answer& answer, const dns::Answer& wildcard);
// "*.example.com" when that gave the answer to a question below the domain. A domain that is a wildcard's itself is one
// of the wildcard of its parent, as far as anybody can see.
std::optional<dns::Name> wildcard_behind(const Facts& facts, const dns::Answer& answer);
// The name below which nothing is published that tells what this wildcard says; nothing for another name.
std::optional<dns::Name> probe_of(const dns::Name& wildcard);

}  // namespace mailauth::facts
