#pragma once
// Networks that no public host has an address in: RFC 6890 with the later entries of the IANA registries of
// special-purpose addresses, and multicast.
//
//     10.1.2.3     private (RFC 1918)
//     2001:db8::1  documentation (RFC 3849)

#include <string_view>

#include "text/ip.h"

namespace mailauth::text {

struct SpecialNetwork {
  enum class Use : uint8_t { private_use, loopback, link_local, documentation, multicast, mapped_ipv4, other };
  Use use = Use::other;
  Network network;
  std::string_view name;       // "private", "shared by customers of a provider": for people
  std::string_view reference;  // "RFC 1918"
};

// The special network that an address lies in; null for public ones.
const SpecialNetwork* special_network(const Ip& ip);
// The special network that lies around a whole network.
const SpecialNetwork* special_network(const Network& network);

}  // namespace mailauth::text
