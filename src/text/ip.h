#pragma once
// IP addresses and networks as SPF writes them (RFC 7208 5.6): dotted quads without leading
// zeros, IPv6 in the forms of RFC 4291 2.2.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mailauth::text {

struct Ip {
  enum class Family : uint8_t { v4, v6 };
  Family family = Family::v4;
  std::array<uint8_t, 16> bytes{};  // network order; IPv4 uses the first four

  friend auto operator<=>(const Ip&, const Ip&) = default;
};

struct Network {
  Ip address;  // host bits are kept as written; compare after masked()
  uint8_t prefix = 0;

  friend bool operator==(const Network&, const Network&) = default;
};

std::optional<Ip> parse_ipv4(std::string_view text);
std::optional<Ip> parse_ipv6(std::string_view text);
std::optional<Ip> parse_ip(std::string_view text);
std::string to_string(const Ip& ip);  // RFC 5952 for IPv6
std::string to_string(const Network& network);

unsigned address_bits(const Ip& ip);  // 32 or 128
Network masked(const Network& network);
bool contains(const Network& network, const Ip& ip);  // false for the other family

}  // namespace mailauth::text
