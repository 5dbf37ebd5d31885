#pragma once
// Targets of CNAME and MX that were written without the final dot, so that the zone was appended to them.

#include <optional>

#include "facts/facts.h"

namespace mailauth::rules {

// "smtp.google.com" for smtp.google.com.example.com at example.com; nothing unless a known service has that name.
std::optional<dns::Name> without_zone(const dns::Name& target, const dns::Name& domain);

}  // namespace mailauth::rules
