#pragma once
// Why a resolver failed, in its own words: Extended DNS Errors (RFC 8914).

#include <optional>
#include <string>
#include <string_view>

namespace mailauth::net {

inline constexpr unsigned short extended_error_option = 15;  // of EDNS, RFC 8914 2

// "DNSSEC Bogus (signature expired)"; the text in parentheses is what the server added. Nothing when the
// octets of the option are too few.
std::optional<std::string> describe_extended_error(std::string_view option);

}  // namespace mailauth::net
