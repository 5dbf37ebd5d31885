#pragma once
// Reads master files into a Zone: directives, owners, TTLs and types; `zone_data.h` reads what comes
// after the type. What is wrong is thrown as a ZoneError, which Zone::parse and Zone::read catch.
//
//     $ORIGIN example.com.
//     @       1h IN TXT "v=spf1 mx -all"
//     _dmarc     IN TXT ( "v=DMARC1; p=reject;"
//                         "rua=mailto:d@example.com" )

#include <optional>
#include <string>
#include <string_view>

#include "mailauth/dns/zone.h"

namespace mailauth::dns {

inline constexpr unsigned max_includes = 1000;  // of all files together

// Without an origin a relative name before any $ORIGIN is an error.
Zone parse_master_file(std::string_view text, const std::string& file, const std::optional<Name>& origin);
Zone read_master_file(const std::string& path);

}  // namespace mailauth::dns
