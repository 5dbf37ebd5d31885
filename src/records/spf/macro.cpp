#include "records/spf_macro.h"

#include <algorithm>

#include "records/spans.h"
#include "text/ascii.h"

namespace mailauth::records::spf {

using text::Span;
using PartKind = MacroPart::Kind;

namespace {

constexpr std::string_view macro_letters = "slodiphcrtv";
constexpr std::string_view delimiters = ".-+,/_=";
constexpr unsigned max_digits = 255;  // no name has more parts; a larger number means the same

bool is_visible(char c) { return c >= ' ' && c <= '~'; }  // macro-literal, and the SP of an explain-string

// What follows "%{" up to "}": macro-letter transformers *delimiter. False when it is malformed.
bool read_macro(std::string_view inside, MacroPart& part) {
  if (inside.empty() || macro_letters.find(text::to_lower(inside[0])) == std::string_view::npos) return false;
  part.letter = inside[0];
  std::size_t at = 1;
  while (at < inside.size() && text::is_digit(inside[at])) ++at;
  const std::string_view digits = inside.substr(1, at - 1);
  if (!digits.empty()) {
    part.digits = text::parse_number(digits, max_digits).value_or(max_digits);
    if (part.digits == 0) return false;  // RFC 7208 7.3: the DIGIT transformer is not zero
  }
  if (at < inside.size() && text::to_lower(inside[at]) == 'r') {
    part.reverse = true;
    ++at;
  }
  part.delimiters = inside.substr(at);
  return part.delimiters.find_first_not_of(delimiters) == std::string::npos;
}

MacroPart malformed(Span span) {
  MacroPart part;
  part.kind = PartKind::malformed;
  part.span = span;
  return part;
}

// The macro-expand at `begin`, where a '%' is. A malformed one ends with its brace when there is one.
MacroPart parse_expand(std::string_view text, uint32_t begin, uint32_t end) {
  MacroPart part;
  part.span = {begin, std::min(begin + 2, end)};
  switch (part.span.length() == 2 ? text[begin + 1] : '\0') {
    case '%': part.kind = PartKind::percent; return part;
    case '_': part.kind = PartKind::space; return part;
    case '-': part.kind = PartKind::url_space; return part;
    case '{': break;
    default: return malformed({begin, begin + 1});
  }
  const std::size_t brace = text.substr(0, end).find('}', begin + 2);
  if (brace == std::string_view::npos) return malformed({begin, end});
  part.span.end = static_cast<uint32_t>(brace) + 1;
  part.kind = PartKind::macro;
  return read_macro(text.substr(begin + 2, brace - begin - 2), part) ? part : malformed(part.span);
}

// A run of literal bytes, or of bytes that must not be there.
MacroPart parse_run(std::string_view text, uint32_t begin, uint32_t end) {
  const bool visible = is_visible(text[begin]);
  MacroPart part;
  part.kind = visible ? PartKind::literal : PartKind::malformed;
  part.span = {begin, begin + 1};
  while (part.span.end < end && text[part.span.end] != '%' && is_visible(text[part.span.end]) == visible)
    ++part.span.end;
  return part;
}

}  // namespace

std::vector<MacroPart> parse_macro_string(std::string_view text, Span span) {
  std::vector<MacroPart> parts;
  for (uint32_t at = span.begin; at < span.end; at = parts.back().span.end) {
    parts.push_back(text[at] == '%' ? parse_expand(text, at, span.end) : parse_run(text, at, span.end));
  }
  return parts;
}

bool is_well_formed(const std::vector<MacroPart>& parts) {
  return std::none_of(parts.begin(), parts.end(),
                      [](const MacroPart& part) { return part.kind == PartKind::malformed; });
}

bool has_macro(const std::vector<MacroPart>& parts) {
  return std::any_of(parts.begin(), parts.end(), [](const MacroPart& part) { return part.kind == PartKind::macro; });
}

}  // namespace mailauth::records::spf
