#pragma once
// Master files (RFC 1035 5) as a Zone. What is wrong is thrown as a ZoneError, which Zone::parse and Zone::read catch.

#include <optional>
#include <string>
#include <string_view>

#include "dns/zone.h"

namespace mailauth::dns {

// Without an origin a relative name before any $ORIGIN is an error.
Zone zone_of_master_file(std::string_view text, const std::string& file, const std::optional<Name>& origin);

}  // namespace mailauth::dns
