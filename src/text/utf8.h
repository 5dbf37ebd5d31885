#pragma once
// Reading UTF-8 that nobody promised to be UTF-8 (RFC 3629).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mailauth::text {

struct CodePoint {
  char32_t value = 0;
  uint32_t length = 0;  // bytes, 1 to 4
};

// The code point at the beginning of `bytes`; nothing when these are not well-formed UTF-8
// (overlong forms, surrogates and values above U+10FFFF are not).
std::optional<CodePoint> decode_utf8(std::string_view bytes);
bool is_utf8(std::string_view bytes);
// The beginning, of at most so many bytes, that ends between two characters.
std::string_view whole_characters(std::string_view bytes, std::size_t most);
// Has it ink, or is it a space? Not: controls, bidirectional controls, zero-width characters, noncharacters.
bool is_printable(char32_t code_point);

// "U+201C left double quotation mark"; the name is given for the characters that people paste
// into records by accident, otherwise only the number.
std::string describe(char32_t code_point);
// The ASCII text that was meant: a quote for a typographic quote, "-" for a dash, " " for a
// no-break space, nothing for a zero-width character. Nothing known: std::nullopt.
std::optional<std::string_view> ascii_replacement(char32_t code_point);
// Columns on a terminal: 0, 1 or 2 (wcwidth, but independent of the locale and good enough for carets).
unsigned display_width(char32_t code_point);

}  // namespace mailauth::text
