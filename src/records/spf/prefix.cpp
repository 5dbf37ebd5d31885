#include "records/spf/prefix.h"

#include <algorithm>

#include "records/spans.h"
#include "text/ascii.h"

namespace mailauth::records::spf {

using text::Span;

std::optional<uint8_t> parse_prefix(std::string_view digits, uint8_t widest) {
  if (digits.size() > 1 && digits.front() == '0') return std::nullopt;
  const std::optional<unsigned> length = text::parse_number(digits, widest);
  if (!length) return std::nullopt;
  return static_cast<uint8_t>(*length);
}

uint32_t first_slash(std::string_view text, Span span) {
  while (!span.empty() && text[span.begin] != '/') ++span.begin;
  return span.begin;
}

Span PrefixSplit::number(std::string_view text) const {
  Span digits = prefix;
  while (!digits.empty() && text[digits.begin] == '/') ++digits.begin;
  return digits;
}

PrefixSplit split_prefix(std::string_view text, Span span, PrefixBytes bytes) {
  constexpr std::string_view ends_of_names = ".}%";
  const std::size_t last = bytes_of(text, span).find_last_of(ends_of_names);
  const uint32_t tail = last == std::string_view::npos ? span.begin : span.begin + static_cast<uint32_t>(last) + 1;
  const uint32_t slash = first_slash(text, {tail, span.end});
  const std::string_view behind = bytes_of(text, {slash, span.end});
  const bool only_digits = behind.find_first_not_of("/0123456789") == std::string_view::npos;
  if (bytes == PrefixBytes::digits_only && !only_digits) return {span, {span.end, span.end}};
  return {{span.begin, slash}, {slash, span.end}};
}

DualPrefix parse_dual_prefix(std::string_view text, Span span) {
  DualPrefix result;
  result.v4 = result.v6 = result.flawed = {span.begin, span.begin};
  if (span.empty()) return result;
  const bool has_v4 = !bytes_of(text, span).starts_with("//");
  const uint32_t v6_slash = has_v4 ? first_slash(text, {span.begin + 1, span.end}) : span.begin;
  if (has_v4) {
    result.v4 = {span.begin + 1, v6_slash};
    result.v4_length = parse_prefix(bytes_of(text, result.v4), 32);
    if (!result.v4_length) result.flawed = {span.begin, v6_slash};
  }
  const Span v6{v6_slash, span.end};
  if (v6.empty()) return result;
  const bool doubled = bytes_of(text, v6).starts_with("//");
  result.v6 = {v6.begin + (doubled ? 2U : 1U), v6.end};
  result.v6_length = doubled ? parse_prefix(bytes_of(text, result.v6), 128) : std::nullopt;
  if (!result.v6_length && result.flawed.empty()) result.flawed = v6;
  return result;
}

}  // namespace mailauth::records::spf
