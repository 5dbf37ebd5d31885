// What a macro-string of SPF means for one message.

#include <fmt/format.h>

#include <algorithm>

#include "records/spans.h"
#include "records/spf_macro.h"
#include "text/ascii.h"

namespace mailauth::records::spf {

using PartKind = MacroPart::Kind;

namespace {

bool is_unreserved(char c) {  // RFC 3986 2.3
  constexpr std::string_view punctuation = "-._~";
  return text::is_alnum(c) || punctuation.find(c) != std::string_view::npos;
}

std::string url_escaped(std::string_view bytes) {
  std::string escaped;
  for (const char c : bytes) {
    if (is_unreserved(c)) {
      escaped += c;
    } else {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return escaped;
}

std::vector<std::string> split_at_any(std::string_view value, std::string_view delimiters) {
  std::vector<std::string> pieces(1);
  for (const char c : value) {
    if (delimiters.find(c) == std::string_view::npos) {
      pieces.back() += c;
    } else {
      pieces.emplace_back();
    }
  }
  return pieces;
}

std::string transformed(std::string_view value, const MacroPart& part) {
  std::vector<std::string> pieces =
      split_at_any(value, part.delimiters.empty() ? std::string_view(".") : part.delimiters);
  if (part.reverse) std::reverse(pieces.begin(), pieces.end());
  const std::size_t keep = part.digits == 0 ? pieces.size() : std::min<std::size_t>(part.digits, pieces.size());
  pieces.erase(pieces.begin(), pieces.end() - static_cast<std::ptrdiff_t>(keep));
  const std::string joined = text::join(pieces, ".");
  const bool upper_case = text::to_lower(part.letter) != part.letter;
  return upper_case ? url_escaped(joined) : joined;
}

std::optional<std::string> expand(std::string_view text, const MacroPart& part, const MacroValue& value) {
  switch (part.kind) {
    case PartKind::literal: return std::string(bytes_of(text, part.span));
    case PartKind::percent: return "%";
    case PartKind::space: return " ";
    case PartKind::url_space: return "%20";
    case PartKind::macro: break;
    case PartKind::malformed: return std::nullopt;
  }
  const std::optional<std::string> known = value(text::to_lower(part.letter));
  return known ? std::optional(transformed(*known, part)) : std::nullopt;
}

}  // namespace

std::optional<std::string> expand(std::string_view text, const std::vector<MacroPart>& parts, const MacroValue& value) {
  std::string expansion;
  for (const MacroPart& part : parts) {
    const std::optional<std::string> piece = expand(text, part, value);
    if (!piece) return std::nullopt;
    expansion += *piece;
  }
  return expansion;
}

std::optional<std::string> to_name(std::string expansion) {
  if (expansion.ends_with('.')) expansion.pop_back();
  if (expansion.size() <= max_expanded_name) return expansion;
  const std::size_t dot = expansion.find('.', expansion.size() - max_expanded_name - 1);
  return dot == std::string::npos ? std::nullopt : std::optional(expansion.substr(dot + 1));
}

}  // namespace mailauth::records::spf
