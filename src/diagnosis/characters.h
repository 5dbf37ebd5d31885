#pragma once
// What can be wrong with the text of any policy record, whatever its grammar: characters that no policy has, and
// quotes and backslashes that belong to zone files.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/source.h"

namespace mailauth::diagnosis {

// An octet outside of printable ASCII, or the UTF-8 character that it belongs to.
struct ForeignCharacter {
  text::Span span;
  std::string name;                       // "U+201C left double quotation mark", "byte 255"
  std::optional<std::string_view> meant;  // the ASCII text, when it is known
  bool control = false;                   // a control character of ASCII
};
bool has_foreign_characters(std::string_view text);
// Of those that are wanted the first ones, for people, and how many there are.
struct SomeForeign {
  std::vector<ForeignCharacter> first;
  std::size_t number = 0;
};
inline constexpr std::size_t max_characters_shown = 12;
using IsWanted = std::function<bool(const ForeignCharacter&)>;
SomeForeign foreign_characters(std::string_view text, const IsWanted& is_wanted);
// The text with every foreign character replaced by what was meant; nothing when that is not known for one of them.
std::optional<std::string> in_ascii(std::string_view text);

// Quotes that became part of the data, of a pair or alone: every '"', and each ' and ` that encloses a text or a value
// of it, with those that belong to it. Not the apostrophe of a mailbox, and not what the notes of a key quote.
std::vector<text::Span> stray_quotes(std::string_view text);
bool has_stray_quotes(std::string_view text);
std::string without_quotes(std::string_view text);
// Quotes and backslashes that became data, and what is not ASCII: rules of their own point at these. Of a list of
// tags, where a tab is white space (RFC 6376 2.8, RFC 9989 4.8).
bool has_foreign_bytes(std::string_view text);
// A value as it is without them: what else is wrong with it is found at once.
std::string without_foreign_bytes(std::string_view value);

// Each "\;": the form that some zone files and panels want for ';'.
std::vector<text::Span> escaped_semicolons(std::string_view text);

}  // namespace mailauth::diagnosis
