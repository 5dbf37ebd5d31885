#include "text/ascii.h"

#include <algorithm>

#include "text/utf8.h"

namespace mailauth::text {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_alnum(char c) { return is_alpha(c) || is_digit(c); }

bool is_blank(char c) { return c == ' ' || c == '\t'; }

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string to_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = to_lower(c);
  return lower;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return to_lower(x) == to_lower(y); });
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  return equals_ignoring_case(text.substr(0, prefix.size()), prefix);
}

bool contains_ignoring_case(std::string_view text, std::string_view part) {
  if (part.empty()) return true;
  const char first = to_lower(part.front());
  for (std::size_t at = 0; at + part.size() <= text.size(); ++at)
    if (to_lower(text[at]) == first && starts_with_ignoring_case(text.substr(at), part)) return true;
  return false;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view outer = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(outer);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(outer) - begin + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  for (std::size_t end = text.find(separator); end != std::string_view::npos; end = text.find(separator)) {
    pieces.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  pieces.push_back(text);
  return pieces;
}

std::string join(const std::vector<std::string>& words, std::string_view separator) {
  std::string joined;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) joined += separator;
    joined += words[i];
  }
  return joined;
}

std::string replace_all(std::string_view text, std::string_view what, std::string_view with) {
  if (what.empty()) return std::string(text);
  std::string replaced;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what)) {
    replaced += text.substr(0, at);
    replaced += with;
    text.remove_prefix(at + what.size());
  }
  replaced += text;
  return replaced;
}

std::optional<unsigned> parse_number(std::string_view digits, unsigned limit) {
  if (digits.empty()) return std::nullopt;
  uint64_t value = 0;
  for (const char c : digits) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + static_cast<unsigned>(c - '0');
    if (value > limit) return std::nullopt;
  }
  return static_cast<unsigned>(value);
}

namespace {

bool is_printable_ascii(char c) { return c >= ' ' && c <= '~'; }

void append_escaped(std::string& out, char byte) {
  const unsigned value = static_cast<unsigned char>(byte);
  out += '\\';
  out += static_cast<char>('0' + value / 100);
  out += static_cast<char>('0' + value / 10 % 10);
  out += static_cast<char>('0' + value % 10);
}

}  // namespace

std::string grouped(uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string escape_bytes(std::string_view bytes) {
  std::string escaped;
  for (const char byte : bytes) {
    if (is_printable_ascii(byte)) {
      escaped += byte;
    } else {
      append_escaped(escaped, byte);
    }
  }
  return escaped;
}

std::string escape_for_display(std::string_view bytes, bool utf8) {
  std::string escaped;
  while (!bytes.empty()) {
    const std::optional<CodePoint> code_point = utf8 ? decode_utf8(bytes) : std::nullopt;
    const std::size_t length = code_point ? code_point->length : 1;
    const std::string_view character = bytes.substr(0, length);
    if (code_point && is_printable(code_point->value)) {
      escaped += character;
    } else {
      escaped += escape_bytes(character);
    }
    bytes.remove_prefix(length);
  }
  return escaped;
}

}  // namespace mailauth::text
