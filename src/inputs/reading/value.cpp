#include "inputs/reading/value.h"

#include <fmt/format.h>

#include "dns/other_types.h"
#include "dns/zone.h"
#include "dns/zone_data.h"
#include "text/ascii.h"

namespace mailauth::inputs {
namespace {

using text::Anchor;

bool is_octal_escape(std::string_view text) {
  const auto is_octal = [](char c) { return c >= '0' && c <= '7'; };
  return text.size() > 3 && text[0] == '\\' && text[1] <= '3' && is_octal(text[1]) && is_octal(text[2]) &&
         is_octal(text[3]);
}

// "\052" as "\042": numbers of Route 53 are octal, those of zone files decimal.
std::string with_decimal_escapes(std::string_view text) {
  std::string decimal;
  while (!text.empty()) {
    const bool escape = is_octal_escape(text);
    if (escape) {
      decimal += fmt::format("\\{:03}", (text[1] - '0') * 64 + (text[2] - '0') * 8 + (text[3] - '0'));
    } else {
      decimal += text[0];
    }
    text.remove_prefix(escape ? 4 : 1);
  }
  return decimal;
}

std::string as_zone_text(std::string_view text, const Manner& manner) {
  return manner.octal_names ? with_decimal_escapes(text) : std::string(text);
}

std::vector<text::Span> words_of(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  std::vector<text::Span> words;
  for (std::size_t at = text.find_first_not_of(blanks); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(blanks, at), text.size());
    words.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(end)});
    at = text.find_first_not_of(blanks, end);
  }
  return words;
}

bool is_txt(std::optional<dns::Type> type) { return type == dns::Type::txt || type == dns::Type::spf; }

std::optional<dns::Data> read_words(dns::Type type, std::string_view value, const Manner& manner) {
  const std::string text = as_zone_text(value, manner);
  std::vector<dns::Token> tokens;
  for (const text::Span word : words_of(text))
    tokens.push_back({std::string_view(text).substr(word.begin, word.length()), false, 1, word.begin + 1});
  try {
    return dns::read_data(type, {dns::to_string(type), false, 1, 1}, tokens, {"", manner.origin});
  } catch (const dns::ZoneError&) {
    return std::nullopt;
  }
}

// Where text stands that was read out of `written`, byte by byte, at the offsets `from`.
std::vector<Anchor> anchors_of(const std::vector<uint32_t>& from, const std::vector<Anchor>& written) {
  std::vector<Anchor> anchors;
  std::size_t run = 0;
  for (std::size_t i = 0; i < from.size() && !written.empty(); ++i) {
    while (run + 1 < written.size() && written[run + 1].offset <= from[i]) ++run;
    const uint32_t column = written[run].column + (from[i] - written[run].offset);
    const auto offset = static_cast<uint32_t>(i);
    const bool goes_on = !anchors.empty() && anchors.back().line == written[run].line &&
                         anchors.back().column + (offset - anchors.back().offset) == column;
    if (!goes_on) anchors.push_back({offset, written[run].line, column});
  }
  return anchors;
}

std::shared_ptr<const text::Place> place_of(const Value& value, const Where& where, std::vector<Anchor> anchors) {
  return std::make_shared<const text::Place>(
      text::Place{{where.path, value.line, value.column}, where.within, std::move(anchors), where.in_plan});
}

Written written_of(const Value& value) {
  return {.text = value.text, .line = value.line, .column = value.column, .anchors = value.anchors};
}

void take_txt(Record& record, const Value& value, const Where& where, const Manner& manner) {
  TxtReading reading = read_txt(value.text, manner.txt);
  record.words = std::move(reading.words);
  record.place = place_of(value, where, anchors_of(reading.from, value.anchors));
  if (reading.readable) record.data = std::move(reading.txt);
}

}  // namespace

Value value_of(const Tree& scalar) { return {scalar.scalar, scalar.anchors, scalar.line, scalar.column}; }

Value value_of(const Tree& preference, const Tree& exchange) {
  Value value = value_of(preference);
  value.text += ' ';
  append(value, value_of(exchange));
  return value;
}

void append(Value& to, const Value& part) {
  if (to.text.empty() && to.line == 0) {
    to.line = part.line;
    to.column = part.column;
  }
  const auto shift = static_cast<uint32_t>(to.text.size());
  for (Anchor anchor : part.anchors) {
    anchor.offset += shift;
    to.anchors.push_back(anchor);
  }
  to.text += part.text;
}

std::optional<dns::Name> name_of(std::string_view written, const Manner& manner) {
  const std::string text = as_zone_text(written, manner);
  if (text.empty()) return std::nullopt;
  if (dns::is_absolute(text)) return dns::Name::parse(text);
  return manner.origin ? manner.origin->child(text) : std::nullopt;
}

dns::Name owner_of(const Tree& value, const Where& where, const Manner& manner) {
  const std::optional<dns::Name> name = name_of(value.scalar, manner);
  if (!name)
    fail(where.path, value, fmt::format("\"{}\" is no domain name", text::escape_bytes(value.scalar.substr(0, 60))));
  return *name;
}

std::optional<uint32_t> ttl_of(const Tree* value) {
  constexpr unsigned max_ttl = 2147483647;  // RFC 2181 8
  if (value == nullptr) return std::nullopt;
  return text::parse_number(value->scalar, max_ttl);
}

void take_owner(Record& record, const Value& owner) { record.written_owner = written_of(owner); }

Record with_value(const Record& common, const Value& value, const Where& where, const Manner& manner) {
  Record record = common;
  const std::optional<dns::Type> type = dns::type_of(record.type);
  record.written_data = written_of(value);
  record.place = place_of(value, where, value.anchors);
  if (is_txt(type)) {
    take_txt(record, value, where, manner);
  } else {
    record.words = words_of(value.text);
    if (type) record.data = read_words(*type, value.text, manner);
  }
  if (!record.data) record.unread = type ? Unread::unreadable : Unread::other_type;
  return record;
}

std::optional<dns::Data> data_of(std::string_view type, std::string_view value, const Manner& manner) {
  Record record;
  record.type = type;
  return with_value(record, {std::string(value), {}, 0, 0}, {}, manner).data;
}

Record without_value(const Record& common, const Tree& at, const Where& where, Unread why) {
  Record record = common;
  record.unread = dns::type_of(record.type) ? why : Unread::other_type;
  const Value nothing{"", {}, at.line, at.column};
  record.written_data = written_of(nothing);
  record.place = place_of(nothing, where, {});
  return record;
}

}  // namespace mailauth::inputs
