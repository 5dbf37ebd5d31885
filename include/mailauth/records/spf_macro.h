#pragma once
// Macro strings of SPF (RFC 7208 7): "%{ir}.%{v}._spf.%{d2}"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mailauth/text/source.h"

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

}  // namespace mailauth::records::spf
