#pragma once
// Macro strings of SPF (RFC 7208 7): "%{ir}.%{v}._spf.%{d2}"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/source.h"

namespace mailauth::records::spf {

// One piece of a macro-string: literal text, one of %% %_ %-, or a macro %{...}.
struct MacroPart {
  enum class Kind : uint8_t { literal, percent, space, url_space, macro, malformed };
  Kind kind = Kind::literal;
  text::Span span;      // offsets in the source's text
  char letter = 0;      // of a macro, as written: upper case asks for URL escaping
  unsigned digits = 0;  // keep so many right-hand parts; 0: all
  bool reverse = false;
  std::string delimiters;  // empty: "."
};

// Every byte of `span` lies in exactly one part.
std::vector<MacroPart> parse_macro_string(std::string_view text, text::Span span);
bool is_well_formed(const std::vector<MacroPart>& parts);
bool has_macro(const std::vector<MacroPart>& parts);

// What a macro letter, in lower case, stands for; nothing when that is not known.
using MacroValue = std::function<std::optional<std::string>(char letter)>;

// RFC 7208 7.3: every value split, reversed, cut, joined with dots, and for an upper-case letter escaped as in a URL.
// Nothing when a part is malformed or a value is not known.
std::optional<std::string> expand(std::string_view text, const std::vector<MacroPart>& parts, const MacroValue& value);

inline constexpr std::size_t max_expanded_name = 253;  // octets

// RFC 7208 7.3: an expansion as a name, without the final dot; of one that is too long labels go from the left.
// Nothing when a single label is too long for a name.
std::optional<std::string> to_name(std::string expansion);

}  // namespace mailauth::records::spf
