#pragma once
// What a zone file lists is known, and needs no option: selectors, and the names that take bounces.

#include "dns/zone.h"
#include "facts/request.h"

namespace mailauth::audit {

inline constexpr std::size_t max_listed_selectors = 50;  // of one domain
inline constexpr std::size_t max_return_paths = 20;      // the same

// Adds them to what the user named.
void add_listed(const dns::Zone& zone, facts::Request& request);

}  // namespace mailauth::audit
