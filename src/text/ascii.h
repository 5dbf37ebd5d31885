#pragma once
// Bytes and words of ASCII text, independent of the locale. What is said to ignore case does so
// for A-Z only, as the ABNF of the RFCs does (RFC 5234 2.3).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mailauth::text {

bool is_digit(char c);
bool is_alpha(char c);
bool is_alnum(char c);
bool is_blank(char c);  // space or tab: WSP of RFC 5234
char to_lower(char c);
std::string to_lower(std::string_view text);

bool equals_ignoring_case(std::string_view a, std::string_view b);
bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);
bool contains_ignoring_case(std::string_view text, std::string_view part);

std::string_view trim(std::string_view text);                                // without WSP, CR and LF at both ends
std::vector<std::string_view> split(std::string_view text, char separator);  // keeps empty pieces
std::string join(const std::vector<std::string>& words, std::string_view separator);
std::string replace_all(std::string_view text, std::string_view what, std::string_view with);

// A whole number in decimal without sign; empty, other bytes and numbers above `limit` give nothing.
std::optional<unsigned> parse_number(std::string_view digits, unsigned limit);
std::string grouped(uint64_t number);  // "1,442,052"

// Safe to print anywhere: printable ASCII stays, every other byte becomes \DDD (RFC 1035 5.1).
std::string escape_bytes(std::string_view bytes);
// The same for people: UTF-8 that is printable on a terminal stays, when `utf8` says that the
// terminal shows it. Control characters, bidirectional controls and broken UTF-8 become \DDD.
std::string escape_for_display(std::string_view bytes, bool utf8);

}  // namespace mailauth::text
