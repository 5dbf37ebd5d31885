#pragma once

#include "text/ip.h"

namespace mailauth::rules {

// So short a prefix that the network belongs to many, alone: less than a /16, a /32 of IPv6.
bool is_broad(const text::Network& network);

}  // namespace mailauth::rules
