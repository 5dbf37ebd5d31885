#pragma once
// How long the answer to a question is on the wire.

#include <cstddef>

#include "dns/answer.h"

namespace mailauth::rules {

inline constexpr std::size_t largest_plain_udp = 512;   // octets without EDNS0, RFC 1035 2.3.4
inline constexpr std::size_t largest_usual_udp = 1232;  // what most resolvers announce with EDNS0 (DNS Flag Day 2020)

// Octets of the answer to a question for TXT, without EDNS0 and with compressed owner names; 0 unless found. From the
// records and not from what was received, so that a zone file and the live DNS give the same.
std::size_t answer_size(const dns::Answer& answer);

}  // namespace mailauth::rules
