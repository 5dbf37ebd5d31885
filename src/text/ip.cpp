#include "text/ip.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/ascii.h"

namespace mailauth::text {
namespace {

constexpr std::size_t max_ipv6_text = 45;  // 0000:0000:0000:0000:0000:ffff:255.255.255.255
using Groups = std::array<uint16_t, 8>;

std::optional<uint8_t> parse_octet(std::string_view text) {
  if (text.size() > 1 && text[0] == '0') return std::nullopt;  // octal to some programs
  const std::optional<unsigned> value = parse_number(text, 255);
  if (!value) return std::nullopt;
  return static_cast<uint8_t>(*value);
}

std::optional<uint16_t> parse_group(std::string_view text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  unsigned value = 0;
  for (const char c : text) {
    const char lower = to_lower(c);
    const bool hex_letter = lower >= 'a' && lower <= 'f';
    if (!is_digit(c) && !hex_letter) return std::nullopt;
    value = value * 16 + static_cast<unsigned>(is_digit(c) ? c - '0' : lower - 'a' + 10);
  }
  return static_cast<uint16_t>(value);
}

// The groups of one side of "::", without it; a dotted quad at the end counts as two.
std::optional<std::vector<uint16_t>> parse_groups(std::string_view text, bool may_end_in_ipv4) {
  std::vector<uint16_t> groups;
  if (text.empty()) return groups;
  const std::vector<std::string_view> pieces = split(text, ':');
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const bool last = i + 1 == pieces.size();
    if (const auto group = parse_group(pieces[i])) {
      groups.push_back(*group);
    } else if (const auto ipv4 = last && may_end_in_ipv4 ? parse_ipv4(pieces[i]) : std::nullopt) {
      for (std::size_t at = 0; at < 4; at += 2) {
        groups.push_back(static_cast<uint16_t>(ipv4->bytes[at] << 8 | ipv4->bytes[at + 1]));
      }
    } else {
      return std::nullopt;
    }
  }
  return groups;
}

Ip from_groups(const Groups& groups) {
  Ip ip{Ip::Family::v6, {}};
  for (std::size_t i = 0; i < groups.size(); ++i) {
    ip.bytes[2 * i] = static_cast<uint8_t>(groups[i] >> 8);
    ip.bytes[2 * i + 1] = static_cast<uint8_t>(groups[i] & 0xff);
  }
  return ip;
}

Groups to_groups(const Ip& ip) {
  Groups groups{};
  for (std::size_t i = 0; i < groups.size(); ++i) {
    groups[i] = static_cast<uint16_t>(ip.bytes[2 * i] << 8 | ip.bytes[2 * i + 1]);
  }
  return groups;
}

// The groups that "::" stands for: the longest run of at least two zeros, the first of equals. RFC 5952 4.2.
struct Run {
  std::size_t begin = 0, length = 0;
};
Run longest_zeros(const Groups& groups) {
  Run best;
  for (std::size_t begin = 0; begin < groups.size(); ++begin) {
    std::size_t end = begin;
    while (end < groups.size() && groups[end] == 0) ++end;
    if (end - begin > std::max<std::size_t>(best.length, 1)) best = {begin, end - begin};
  }
  return best;
}

std::string ipv4_text(const uint8_t* bytes) {
  return fmt::format("{}.{}.{}.{}", bytes[0], bytes[1], bytes[2], bytes[3]);
}

std::string ipv6_text(const Ip& ip) {
  const Groups groups = to_groups(ip);
  const bool ipv4_mapped = std::all_of(groups.begin(), groups.begin() + 5, [](auto g) { return g == 0; });
  if (ipv4_mapped && groups[5] == 0xffff) return "::ffff:" + ipv4_text(&ip.bytes[12]);  // RFC 5952 5
  const Run zeros = longest_zeros(groups);
  std::string text;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (zeros.length > 0 && i == zeros.begin) {
      text += "::";
      i += zeros.length - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    text += fmt::format("{:x}", groups[i]);
  }
  return text;
}

}  // namespace

unsigned address_bits(const Ip& ip) { return ip.family == Ip::Family::v4 ? 32 : 128; }

std::optional<Ip> parse_ipv4(std::string_view text) {
  Ip ip;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::size_t dot = i < 3 ? text.find('.') : text.size();
    if (dot == std::string_view::npos) return std::nullopt;
    const std::optional<uint8_t> octet = parse_octet(text.substr(0, dot));
    if (!octet) return std::nullopt;
    ip.bytes[i] = *octet;
    text.remove_prefix(std::min(dot + 1, text.size()));
  }
  return ip;
}

std::optional<Ip> parse_ipv6(std::string_view text) {
  if (text.size() > max_ipv6_text) return std::nullopt;
  const std::size_t gap = text.find("::");
  const bool has_gap = gap != std::string_view::npos;
  const auto front = parse_groups(text.substr(0, gap), !has_gap);
  const auto back = parse_groups(has_gap ? text.substr(gap + 2) : std::string_view(), true);
  if (!front || !back) return std::nullopt;
  const std::size_t count = front->size() + back->size();
  // "::" stands for at least one group. RFC 4291 2.2.
  if (has_gap ? count > 7 : count != 8) return std::nullopt;
  Groups groups{};
  std::copy(front->begin(), front->end(), groups.begin());
  std::copy_backward(back->begin(), back->end(), groups.end());
  return from_groups(groups);
}

std::optional<Ip> parse_ip(std::string_view text) {
  if (const auto ip = parse_ipv4(text)) return ip;
  return parse_ipv6(text);
}

std::string to_string(const Ip& ip) { return ip.family == Ip::Family::v4 ? ipv4_text(ip.bytes.data()) : ipv6_text(ip); }

std::string to_string(const Network& network) {
  return fmt::format("{}/{}", to_string(network.address), network.prefix);
}

Network masked(const Network& network) {
  Network result = network;
  const std::size_t size = address_bits(network.address) / 8;
  std::size_t at = network.prefix / 8;
  if (at < size) result.address.bytes[at] &= static_cast<uint8_t>(0xff00U >> network.prefix % 8);
  while (++at < size) result.address.bytes[at] = 0;
  return result;
}

bool contains(const Network& network, const Ip& ip) {
  if (network.address.family != ip.family) return false;
  const std::size_t whole = network.prefix / 8, rest = network.prefix % 8;
  const auto& a = network.address.bytes;
  if (!std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(whole), ip.bytes.begin())) return false;
  return rest == 0 || (a[whole] ^ ip.bytes[whole]) >> (8 - rest) == 0;
}

}  // namespace mailauth::text
