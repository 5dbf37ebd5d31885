#include "text/special_networks.h"

#include <algorithm>
#include <array>

namespace mailauth::text {

namespace {

using Use = SpecialNetwork::Use;

constexpr SpecialNetwork v4(uint8_t a, uint8_t b, uint8_t c, uint8_t prefix, Use use, std::string_view name,
                            std::string_view reference) {
  SpecialNetwork special{.use = use, .network = {}, .name = name, .reference = reference};
  special.network.address.bytes = {a, b, c};
  special.network.prefix = prefix;
  return special;
}

// The first 64 bits of the prefix as four groups.
constexpr SpecialNetwork v6(std::array<uint16_t, 4> groups, uint8_t prefix, Use use, std::string_view name,
                            std::string_view reference) {
  SpecialNetwork special{.use = use, .network = {}, .name = name, .reference = reference};
  special.network.address.family = Ip::Family::v6;
  for (std::size_t at = 0; at < groups.size(); ++at) {
    special.network.address.bytes[2 * at] = static_cast<uint8_t>(groups[at] >> 8);
    special.network.address.bytes[2 * at + 1] = static_cast<uint8_t>(groups[at] & 0xff);
  }
  special.network.prefix = prefix;
  return special;
}

constexpr SpecialNetwork loopback6() {
  SpecialNetwork special = v6({}, 128, Use::loopback, "loopback", "RFC 4291");
  special.network.address.bytes[15] = 1;
  return special;
}

constexpr SpecialNetwork mapped() {
  SpecialNetwork special = v6({}, 96, Use::mapped_ipv4, "IPv4-mapped", "RFC 4291");
  special.network.address.bytes[10] = special.network.address.bytes[11] = 0xff;
  return special;
}

constexpr std::array table{
    v4(0, 0, 0, 8, Use::other, "\"this network\"", "RFC 791"),
    v4(10, 0, 0, 8, Use::private_use, "private", "RFC 1918"),
    v4(100, 64, 0, 10, Use::private_use, "shared by customers of a provider", "RFC 6598"),
    v4(127, 0, 0, 8, Use::loopback, "loopback", "RFC 1122"),
    v4(169, 254, 0, 16, Use::link_local, "link-local", "RFC 3927"),
    v4(172, 16, 0, 12, Use::private_use, "private", "RFC 1918"),
    v4(192, 0, 0, 24, Use::other, "for protocols", "RFC 6890"),
    v4(192, 0, 2, 24, Use::documentation, "for documentation", "RFC 5737"),
    v4(192, 168, 0, 16, Use::private_use, "private", "RFC 1918"),
    v4(198, 18, 0, 15, Use::other, "for benchmarks", "RFC 2544"),
    v4(198, 51, 100, 24, Use::documentation, "for documentation", "RFC 5737"),
    v4(203, 0, 113, 24, Use::documentation, "for documentation", "RFC 5737"),
    v4(224, 0, 0, 4, Use::multicast, "multicast", "RFC 5771"),
    v4(240, 0, 0, 4, Use::other, "reserved", "RFC 1112"),
    loopback6(),
    mapped(),
    v6({0x0100, 0, 0, 0}, 64, Use::other, "discarded", "RFC 6666"),
    v6({0x2001, 0x0db8, 0, 0}, 32, Use::documentation, "for documentation", "RFC 3849"),
    v6({0x3fff, 0, 0, 0}, 20, Use::documentation, "for documentation", "RFC 9637"),
    v6({0xfc00, 0, 0, 0}, 7, Use::private_use, "private", "RFC 4193"),
    v6({0xfe80, 0, 0, 0}, 10, Use::link_local, "link-local", "RFC 4291"),
    v6({0xff00, 0, 0, 0}, 8, Use::multicast, "multicast", "RFC 4291"),
};

}  // namespace

const SpecialNetwork* special_network(const Ip& ip) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const SpecialNetwork& each) { return contains(each.network, ip); });
  return found == table.end() ? nullptr : &*found;
}

const SpecialNetwork* special_network(const Network& network) {
  const SpecialNetwork* special = special_network(network.address);
  return special != nullptr && special->network.prefix <= network.prefix ? special : nullptr;
}

}  // namespace mailauth::text
