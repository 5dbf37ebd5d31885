#pragma once
// Ranges of IPv4 addresses as people write them: "192.0.2.8-192.0.2.15", "192.0.2.8-15".

#include <optional>
#include <string_view>
#include <vector>

#include "text/ip.h"

namespace mailauth::diagnosis {

inline constexpr std::size_t max_range_networks = 10;  // more would make a record that nobody reads

// The networks that cover exactly the range; nothing for other text, or when they would be too many.
std::optional<std::vector<text::Network>> ipv4_range(std::string_view text);

}  // namespace mailauth::diagnosis
