#include "text/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "text/utf8.h"

namespace mailauth::text {

namespace {

// Bytes that a string of JSON has as they are: printable ASCII but for the quotation mark and the backslash.
constexpr std::array<bool, 256> plain_bytes = [] {
  std::array<bool, 256> plain{};
  for (char c = ' '; c <= '~'; ++c) plain[static_cast<unsigned char>(c)] = c != '"' && c != '\\';
  return plain;
}();

bool is_plain(char c) { return plain_bytes[static_cast<unsigned char>(c)]; }

// What stands after the backslash; 0: there is no short form. RFC 8259 7.
char short_escape(char32_t point) {
  switch (point) {
    case '\b': return 'b';
    case '\t': return 't';
    case '\n': return 'n';
    case '\f': return 'f';
    case '\r': return 'r';
    case '"': return '"';
    case '\\': return '\\';
    default: return 0;
  }
}

// How many bytes become one U+FFFD: as many as could be the beginning of a character (Unicode 3.9, "maximal subpart").
std::size_t fault_length(std::string_view bytes) {
  for (const std::size_t length : {3u, 2u})
    if (bytes.size() >= length && decode_utf8(std::string(bytes.substr(0, length)) + "\x80\x80")) return length;
  return 1;
}

}  // namespace

JsonWriter& JsonWriter::text_or_null(std::string_view name, std::string_view value) {
  return text(name, value.empty() ? std::nullopt : std::optional(value));
}

JsonWriter& JsonWriter::flag(std::string_view name, std::optional<bool> value) {
  return json(name, !value ? "null" : *value ? "true" : "false");
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  out_ += '"';
  out_ += name;
  out_ += style_.indent == 0 ? "\":" : "\": ";
  after_ = After::nothing;
  return *this;
}

JsonWriter& JsonWriter::json(std::string_view value) {
  separate();
  out_ += value;
  return *this;
}

JsonWriter& JsonWriter::number(std::optional<uint64_t> value) {
  if (!value) return json("null");
  const fmt::format_int digits(*value);
  return json({digits.data(), digits.size()});
}

JsonWriter& JsonWriter::text(std::optional<std::string_view> value) {
  if (!value) return json("null");
  separate();
  out_ += '"';
  for (std::string_view rest = *value;;) {
    const auto plain = static_cast<std::size_t>(std::ranges::find_if_not(rest, is_plain) - rest.begin());
    out_ += rest.substr(0, plain);
    rest.remove_prefix(plain);
    if (rest.empty()) break;
    rest.remove_prefix(append_character(rest));
  }
  out_ += '"';
  return *this;
}

// Of the first character, which is not plain; how many bytes of the text it was.
std::size_t JsonWriter::append_character(std::string_view text) {
  constexpr char32_t replacement = 0xFFFD;
  const auto point = decode_utf8(text);
  if (!point && style_.numeric) {
    append_escape(static_cast<unsigned char>(text.front()));
    return 1;
  }
  if (style_.ascii || (point && (point->value < 0x80 || !is_printable(point->value))))
    append_escape(point ? point->value : replacement);
  else
    out_ += point ? text.substr(0, point->length) : "\xEF\xBF\xBD";
  return point ? point->length : fault_length(text);
}

// RFC 8259 7: beyond U+FFFF as a pair of surrogates.
void JsonWriter::append_escape(char32_t point) {
  const auto to = std::back_inserter(out_);
  const char letter = short_escape(point);
  if (letter != 0 && (!style_.numeric || point >= ' ')) {
    out_ += '\\';
    out_ += letter;
  } else if (point < 0x10000) {
    fmt::format_to(to, "\\u{:04x}", static_cast<uint32_t>(point));
  } else {
    const auto rest = static_cast<uint32_t>(point) - 0x10000;
    fmt::format_to(to, "\\u{:04x}\\u{:04x}", 0xd800 + (rest >> 10), 0xdc00 + (rest & 0x3ff));
  }
}

void JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  ++depth_;
  after_ = After::bracket;
}

JsonWriter& JsonWriter::close(char bracket) {
  --depth_;
  if (after_ == After::value) new_line();
  out_ += bracket;
  after_ = After::value;
  return *this;
}

// What stands before a member or an item.
void JsonWriter::separate() {
  if (after_ == After::value) out_ += ',';
  if (after_ != After::nothing) new_line();
  after_ = After::value;
}

void JsonWriter::new_line() {
  if (style_.indent == 0) return;
  out_ += '\n';
  out_.append(depth_ * style_.indent, ' ');
}

}  // namespace mailauth::text
