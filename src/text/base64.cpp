#include "text/base64.h"

#include <array>

namespace mailauth::text {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool is_folding_white_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// The value of each character of the alphabet; -1 for others.
constexpr std::array<int8_t, 256> sextets = [] {
  std::array<int8_t, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    values[static_cast<unsigned char>(alphabet[i])] = static_cast<int8_t>(i);
  return values;
}();

// The state between two characters of a text that is being decoded.
struct Decoder {
  Base64 result;
  uint32_t bits = 0;
  unsigned in_quantum = 0;  // characters of the current group of four, padding included
  unsigned padding = 0;

  // Does the character belong here?
  bool accept(char c) {
    if (c == '=') return accept_padding();
    const int8_t value = sextets[static_cast<unsigned char>(c)];
    if (value < 0 || padding > 0) return false;
    bits = (bits << 6 | static_cast<uint32_t>(value)) & 0xffff;
    in_quantum = (in_quantum + 1) % 4;
    // The second, third and fourth character each complete a byte; 4, 2 and 0 bits are left over.
    if (in_quantum != 1) result.bytes.push_back(static_cast<uint8_t>(bits >> ((4 - in_quantum) % 4 * 2)));
    return true;
  }

  // At the begin: all groups of four that are nothing but the alphabet. How many characters are these?
  std::size_t accept_groups(std::string_view text) {
    std::size_t at = 0;
    for (; text.size() - at >= 4; at += 4) {
      const auto value = [&](std::size_t i) { return int{sextets[static_cast<unsigned char>(text[at + i])]}; };
      const int a = value(0), b = value(1), c = value(2), d = value(3);
      if ((a | b | c | d) < 0) break;
      const int group = a << 18 | b << 12 | c << 6 | d;
      for (const int shift : {16, 8, 0}) result.bytes.push_back(static_cast<uint8_t>(group >> shift));
    }
    return at;
  }

  bool accept_padding() {
    if (in_quantum < 2) return false;
    ++padding;
    in_quantum = (in_quantum + 1) % 4;
    return true;
  }
};

}  // namespace

Base64 decode_base64(std::string_view text) {
  Decoder decoder;
  decoder.result.bytes.reserve(text.size() / 4 * 3 + 3);
  for (std::size_t i = decoder.accept_groups(text); i < text.size(); ++i) {
    if (is_folding_white_space(text[i])) {
      decoder.result.has_blanks = true;
    } else if (!decoder.accept(text[i])) {
      decoder.result.fault = static_cast<uint32_t>(i);
      return decoder.result;
    }
  }
  if (decoder.in_quantum != 0) decoder.result.fault = static_cast<uint32_t>(text.size());
  return decoder.result;
}

std::string encode_base64(std::string_view bytes) {
  std::string encoded;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::string_view group = bytes.substr(at, 3);
    uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      bits = bits << 8 | (i < group.size() ? static_cast<unsigned char>(group[i]) : 0u);
    }
    for (std::size_t i = 0; i < 4; ++i) encoded += i <= group.size() ? alphabet[bits >> (18 - 6 * i) & 63] : '=';
  }
  return encoded;
}

std::string encode_base64(const std::vector<uint8_t>& bytes) {
  return encode_base64(std::string(bytes.begin(), bytes.end()));
}

}  // namespace mailauth::text
