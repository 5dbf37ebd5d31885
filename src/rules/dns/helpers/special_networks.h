#pragma once
// Addresses at which no host can be reached from the Internet (RFC 6890).

#include "text/ip.h"

namespace mailauth::rules {

// Not those for documentation (192.0.2.0/24, 2001:db8::/32 and the like): where they stand, somebody is trying
// something out, and the zones of all manuals are made of them.
bool is_special_purpose(const text::Ip& address);

}  // namespace mailauth::rules
