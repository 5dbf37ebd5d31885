#pragma once
// Why a resolver failed, in its own words: Extended DNS Errors (RFC 8914).

#include <ares.h>

#include <optional>
#include <string>

namespace mailauth::net {

// "DNSSEC Bogus (signature expired)"; the text in parentheses is what the server added.
std::optional<std::string> extended_error(const ares_dns_record_t* message);

}  // namespace mailauth::net
