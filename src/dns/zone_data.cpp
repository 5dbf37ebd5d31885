#include "dns/zone_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "dns/wire_data.h"
#include "text/ascii.h"

namespace mailauth::dns {
namespace {

constexpr uint32_t max_ttl = 2147483647;  // RFC 2181 8
constexpr std::size_t max_rdata = 65535;

std::string shown(const Token& token) {
  constexpr std::size_t enough = 60;
  const std::string text = text::escape_bytes(token.text.substr(0, enough));
  return fmt::format("\"{}{}\"", text, token.text.size() > enough ? "..." : "");
}

std::optional<uint64_t> seconds_of(char unit) {
  switch (text::to_lower(unit)) {
    case 's': return 1;
    case 'm': return 60;
    case 'h': return 3600;
    case 'd': return 86400;
    case 'w': return 604800;
    default: return std::nullopt;
  }
}

// "1h30m"; a number without unit is seconds. Nothing when it is no time, or too long.
std::optional<uint32_t> parse_ttl(std::string_view text) {
  uint64_t total = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
    const std::optional<unsigned> number = text::parse_number(text.substr(0, end), max_ttl);
    const std::optional<uint64_t> unit = end < text.size() ? seconds_of(text[end]) : 1;
    if (!number || !unit) return std::nullopt;
    total += *number * *unit;
    if (total > max_ttl) return std::nullopt;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return static_cast<uint32_t>(total);
}

unsigned read_number(const Token& token, unsigned limit, const Scope& scope) {
  const std::optional<unsigned> number = text::parse_number(token.text, limit);
  if (!number) fail(scope.file, token, fmt::format("{} is no number from 0 to {}", shown(token), limit));
  return *number;
}

void expect_words(std::size_t count, std::string_view what, const Token& type, std::span<const Token> words,
                  const Scope& scope) {
  if (words.size() > count) {
    fail(scope.file, words[count], fmt::format("{} is too much: {} is {}", shown(words[count]), type.text, what));
  }
  if (words.size() < count) {
    fail(scope.file, words.empty() ? type : words.back(), fmt::format("{} needs {}", type.text, what));
  }
}

Txt read_txt(const Token& type, std::span<const Token> words, const Scope& scope) {
  if (words.empty()) fail(scope.file, type, "TXT needs at least one string");
  Txt txt;
  std::size_t total = 0;
  for (const Token& word : words) {
    txt.strings.push_back(unescape(word, scope.file));
    const std::size_t length = txt.strings.back().size();
    total += length + 1;
    if (length > max_string_length) {
      fail(scope.file, word, fmt::format("this string has {} bytes; 255 is the limit, so cut it into several", length));
    }
    if (total > max_rdata) fail(scope.file, word, "this record is longer than 65535 bytes");
  }
  return txt;
}

bool holds_strings(Type type) { return type == Type::txt || type == Type::spf; }

text::Ip read_address(Type type, const Token& word, const Scope& scope) {
  const bool v4 = type == Type::a;
  const std::optional<text::Ip> ip = v4 ? text::parse_ipv4(word.text) : text::parse_ipv6(word.text);
  if (!ip) fail(scope.file, word, fmt::format("{} is no IPv{} address", shown(word), v4 ? 4 : 6));
  return *ip;
}

Soa read_soa(std::span<const Token> words, const Scope& scope) {
  Soa soa;
  soa.primary = read_name(words[0], scope);
  soa.mailbox = read_name(words[1], scope);
  soa.serial = read_number(words[2], std::numeric_limits<uint32_t>::max(), scope);
  soa.refresh = read_ttl(words[3], scope);
  soa.retry = read_ttl(words[4], scope);
  soa.expire = read_ttl(words[5], scope);
  soa.minimum = read_ttl(words[6], scope);
  return soa;
}

bool is_generic(std::span<const Token> words) { return !words.empty() && !words[0].quoted && words[0].text == "\\#"; }

std::optional<unsigned> hex_digit(char c) {
  const char lower = text::to_lower(c);
  if (text::is_digit(c)) return static_cast<unsigned>(c - '0');
  if (lower >= 'a' && lower <= 'f') return static_cast<unsigned>(lower - 'a' + 10);
  return std::nullopt;
}

// Bytes in hexadecimal; blanks may stand anywhere between the digits.
std::string read_hexadecimal(std::span<const Token> words, const Scope& scope) {
  std::string bytes;
  bool half = false;
  for (const Token& word : words) {
    for (const char c : word.text) {
      const std::optional<unsigned> digit = hex_digit(c);
      if (!digit) fail(scope.file, word, fmt::format("{} is not hexadecimal", shown(word)));
      if (!half) bytes += '\0';
      bytes.back() = static_cast<char>(static_cast<unsigned char>(bytes.back()) << 4 | *digit);
      half = !half;
    }
  }
  if (half) fail(scope.file, words.back(), "half of a byte is missing");
  return bytes;
}

// "\# 4 C0000201": RFC 3597 5, allowed for known types as well.
Data read_generic(Type type, std::span<const Token> words, const Scope& scope) {
  if (words.size() < 2) fail(scope.file, words[0], "\\# needs a length");
  const unsigned length = read_number(words[1], max_rdata, scope);
  const std::string bytes = read_hexadecimal(words.subspan(2), scope);
  if (bytes.size() != length) {
    fail(scope.file, words[1], fmt::format("the length says {} bytes, but {} follow", length, bytes.size()));
  }
  std::optional<Data> data = decode_data(type, bytes);
  if (!data) fail(scope.file, words[0], fmt::format("this is not the data of {}", to_string(type)));
  return *std::move(data);
}

}  // namespace

Name read_name(const Token& token, const Scope& scope) {
  const bool absolute = is_absolute(token.text);
  if (!absolute && !scope.origin) {
    fail(scope.file, token,
         fmt::format("{} is relative, but no $ORIGIN says to what: begin the file with "
                     "\"$ORIGIN example.com.\" or end the name with a dot",
                     shown(token)));
  }
  if (token.text == "@" && !token.quoted) return *scope.origin;
  const std::optional<Name> name = absolute ? Name::parse(token.text) : scope.origin->child(token.text);
  if (!name || token.text.empty()) {
    fail(scope.file, token,
         fmt::format("{} is no domain name: a label is empty or longer than 63 bytes, or the "
                     "name is longer than 253",
                     shown(token)));
  }
  return *name;
}

uint32_t read_ttl(const Token& token, const Scope& scope) {
  const std::optional<uint32_t> ttl = token.text.empty() ? std::nullopt : parse_ttl(token.text);
  if (!ttl) fail(scope.file, token, fmt::format("{} is no time such as 3600 or 1h30m", shown(token)));
  return *ttl;
}

Data read_data(Type type, const Token& type_token, std::span<const Token> words, const Scope& scope) {
  if (is_generic(words)) return read_generic(type, words, scope);
  switch (type) {
    case Type::a:
    case Type::aaaa:
      expect_words(1, "one address", type_token, words, scope);
      return read_address(type, words[0], scope);
    case Type::ns:
    case Type::cname:
    case Type::dname:
    case Type::ptr: expect_words(1, "one name", type_token, words, scope); return read_name(words[0], scope);
    case Type::mx:
      expect_words(2, "a preference and a name", type_token, words, scope);
      return Mx{static_cast<uint16_t>(read_number(words[0], 65535, scope)), read_name(words[1], scope)};
    case Type::soa:
      expect_words(7, "two names, a serial number and four times", type_token, words, scope);
      return read_soa(words, scope);
    case Type::spf:
    case Type::txt: return read_txt(type_token, words, scope);
  }
  fail(scope.file, type_token, "unknown type");
}

text::Place place_of_data(Type type, std::span<const Token> words, const Scope& scope) {
  text::Place place{{scope.file, words[0].line, words[0].column}};
  if (!holds_strings(type) || is_generic(words)) return place;
  uint32_t offset = 0;
  for (const Token& word : words) {
    const std::vector<text::Anchor> anchors = anchors_of(word, offset, scope.file);
    place.anchors.insert(place.anchors.end(), anchors.begin(), anchors.end());
    offset += static_cast<uint32_t>(unescape(word, scope.file).size());
  }
  return place;
}

bool has_word_for_address(Type type, std::span<const Token> words) {
  const bool is_address = type == Type::a || type == Type::aaaa;
  if (!is_address || words.empty() || is_generic(words)) return false;
  return std::all_of(words.begin(), words.end(), [](const Token& word) {
    return !word.text.empty() && !text::is_digit(word.text[0]) && word.text.find(':') == std::string_view::npos;
  });
}

bool has_long_string(Type type, std::span<const Token> words, const Scope& scope) {
  if (!holds_strings(type) || is_generic(words)) return false;
  return std::any_of(words.begin(), words.end(),
                     [&](const Token& word) { return unescape(word, scope.file).size() > max_string_length; });
}

}  // namespace mailauth::dns
