#pragma once
// A DNS message from the network (RFC 1035 4), taken apart as far as one question needs.

#include <optional>
#include <string_view>

#include "net/wire/message.h"

namespace mailauth::net {

inline constexpr std::size_t header_size = 12;
inline constexpr uint16_t class_in = 1;

// Nothing when the octets are no DNS message with one question: cut off, a name that points forward or at
// itself, data longer than its record. Only records of type `type` and CNAMEs are kept.
std::optional<Message> read_message(std::string_view octets, dns::Type type);

}  // namespace mailauth::net
