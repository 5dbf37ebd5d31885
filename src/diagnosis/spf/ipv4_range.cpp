#include "diagnosis/spf/ipv4_range.h"

#include <algorithm>
#include <bit>
#include <string>

namespace mailauth::diagnosis {

namespace {

uint32_t number_of(const text::Ip& ip) {
  return uint32_t{ip.bytes[0]} << 24 | uint32_t{ip.bytes[1]} << 16 | uint32_t{ip.bytes[2]} << 8 | ip.bytes[3];
}

text::Ip address_of(uint32_t number) {
  text::Ip ip;
  for (std::size_t at = 0; at < 4; ++at) ip.bytes[at] = static_cast<uint8_t>(number >> (24 - 8 * at));
  return ip;
}

// The end may leave out what it shares with the beginning.
std::optional<text::Ip> end_of_range(std::string_view first, std::string_view last) {
  if (const auto whole = text::parse_ipv4(last)) return whole;
  return text::parse_ipv4(std::string(first.substr(0, first.rfind('.') + 1)).append(last));
}

}  // namespace

std::optional<std::vector<text::Network>> ipv4_range(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = text::parse_ipv4(text.substr(0, dash));
  const auto last = end_of_range(text.substr(0, dash), text.substr(dash + 1));
  if (!first || !last || number_of(*first) > number_of(*last)) return std::nullopt;

  std::vector<text::Network> networks;
  uint64_t at = number_of(*first);
  const uint64_t end = uint64_t{number_of(*last)} + 1;
  while (at < end) {
    if (networks.size() == max_range_networks) return std::nullopt;
    // The largest block that begins here and does not pass the end.
    const int bits =
        std::min({std::countr_zero(at | uint64_t{1} << 32), static_cast<int>(std::bit_width(end - at)) - 1, 31});
    networks.push_back({address_of(static_cast<uint32_t>(at)), static_cast<uint8_t>(32 - bits)});
    at += uint64_t{1} << bits;
  }
  return networks;
}

}  // namespace mailauth::diagnosis
