#include "messages/encoded_words.h"

#include <algorithm>
#include <array>
#include <optional>

#include "text/ascii.h"
#include "text/base64.h"

namespace mailauth::messages {

namespace {

constexpr std::size_t max_encoded_word = 1000;  // RFC 2047 2 has 75; many are longer

struct EncodedWord {
  std::string_view charset, encoding, encoded;
  std::size_t length = 0;
};

// RFC 2047 2: "=?" charset "?" encoding "?" encoded-text "?=", without a blank. What begins a quoted string, a comment
// or an address ends the search: that is what a reader would see who knows no encoded-words.
std::optional<EncodedWord> read_encoded_word(std::string_view text) {
  if (!text.starts_with("=?")) return std::nullopt;
  text = text.substr(0, max_encoded_word);
  std::array<std::string_view, 3> parts;
  std::size_t at = 2;
  for (std::string_view& part : parts) {
    const std::size_t end = text.find_first_of("? \t\r\n<>@\"()[]\\", at);
    if (end == std::string_view::npos || text[end] != '?') return std::nullopt;
    part = text.substr(at, end - at);
    at = end + 1;
  }
  const bool is_known = text::equals_ignoring_case(parts[1], "q") || text::equals_ignoring_case(parts[1], "b");
  if (!is_known || parts[0].empty() || at >= text.size() || text[at] != '=') return std::nullopt;
  return EncodedWord{parts[0], parts[1], parts[2], at + 1};
}

// RFC 2047 4.2
std::string decode_q(std::string_view encoded) {
  std::string out;
  for (std::size_t at = 0; at < encoded.size(); ++at) {
    const int octet = encoded[at] == '=' ? octet_of_hex(encoded.substr(at + 1, 2)) : -1;
    out += octet >= 0 ? static_cast<char>(octet) : encoded[at] == '_' ? ' ' : encoded[at];
    if (octet >= 0) at += 2;
  }
  return out;
}

std::string decode_b(std::string_view encoded) {
  const text::Base64 decoded = text::decode_base64(encoded);
  return {decoded.bytes.begin(), decoded.bytes.end()};
}

std::string latin1_as_utf8(std::string_view octets) {
  std::string out;
  for (const char c : octets) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet >= 0x80) out += static_cast<char>(0xc0 | octet >> 6);
    out += static_cast<char>(octet >= 0x80 ? 0x80 | (octet & 0x3f) : octet);
  }
  return out;
}

// Nothing: a character set that is not known here. RFC 2231 5 puts a language behind it: "utf-8*en".
std::optional<std::string> decode(const EncodedWord& word) {
  const std::string charset = text::to_lower(word.charset.substr(0, word.charset.find('*')));
  const bool is_latin1 = charset == "iso-8859-1";
  if (!is_latin1 && charset != "utf-8" && charset != "us-ascii") return std::nullopt;
  const std::string octets = text::to_lower(word.encoding[0]) == 'q' ? decode_q(word.encoded) : decode_b(word.encoded);
  return is_latin1 ? latin1_as_utf8(octets) : octets;
}

int hex_digit(char c) {
  if (text::is_digit(c)) return c - '0';
  const char lower = text::to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

int octet_of_hex(std::string_view two_digits) {
  if (two_digits.size() != 2) return -1;
  const int high = hex_digit(two_digits[0]), low = hex_digit(two_digits[1]);
  return high < 0 || low < 0 ? -1 : high << 4 | low;
}

std::size_t encoded_word_length(std::string_view text) {
  const auto word = read_encoded_word(text);
  return word ? word->length : 0;
}

std::string decode_encoded_words(std::string_view text) {
  std::string out;
  std::size_t blanks_begin = 0;  // in `out`: the blanks behind an encoded-word
  bool is_behind_word = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto word = read_encoded_word(text.substr(at));
    const auto decoded = word ? decode(*word) : std::nullopt;
    if (decoded) {
      if (is_behind_word) out.resize(blanks_begin);  // RFC 2047 6.2: blanks between two of them are not shown
      out += *decoded;
      blanks_begin = out.size();
      is_behind_word = true;
      at += word->length;
      continue;
    }
    const std::size_t length = word ? word->length : 1;
    is_behind_word = is_behind_word && !word && text::is_blank(text[at]);
    out.append(text.substr(at, length));
    at += length;
  }
  return out;
}

}  // namespace mailauth::messages
