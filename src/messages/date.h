#pragma once
// When a message was written or received (RFC 5322 3.3): "Tue, 04 Nov 2025 10:15:30 +0000"

#include <cstdint>
#include <optional>
#include <string_view>

namespace mailauth::messages {

inline constexpr int min_year = 1900, max_year = 9999;  // RFC 5322 3.3

// Seconds since 1970; nothing when it is no date-time. Comments, years of two digits and the zones of old are read
// (4.3); the name of the day may be missing or wrong, and what stands behind the zone is not looked at.
std::optional<int64_t> parse_date_time(std::string_view value);

}  // namespace mailauth::messages
