#pragma once
// Prefix lengths of SPF (RFC 7208 5.6 and 12): "/24", "//64", "/24//64".

#include <cstdint>
#include <optional>
#include <string_view>

#include "text/source.h"

namespace mailauth::records::spf {

// "0" / %x31-39 *DIGIT, at most `widest`: no leading zeros.
std::optional<uint8_t> parse_prefix(std::string_view digits, uint8_t widest);

// Where the first '/' is, or the end.
uint32_t first_slash(std::string_view text, text::Span span);

// A value with a prefix length behind it. A '/' may also be part of a domain-spec
// ("%{l}/x.example.com"), hence only one behind the last label or macro begins a prefix length.
struct PrefixSplit {
  text::Span value;
  text::Span prefix;  // with its slashes; empty when there is none

  text::Span number(std::string_view text) const;  // without its slashes
};
enum class PrefixBytes { any, digits_only };  // what may follow the slash, so that a path is not taken for a length
PrefixSplit split_prefix(std::string_view text, text::Span span, PrefixBytes bytes);

// dual-cidr-length = [ ip4-cidr-length ] [ "/" ip6-cidr-length ]
struct DualPrefix {
  text::Span v4, v6;  // the numbers
  std::optional<uint8_t> v4_length, v6_length;
  text::Span flawed;  // the first malformed length, with its slashes
};
DualPrefix parse_dual_prefix(std::string_view text, text::Span span);

}  // namespace mailauth::records::spf
