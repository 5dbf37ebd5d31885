// Lines "name TYPE value", as people note them down. Names are absolute with and without a final dot. The text of a TXT
// is the rest of the line, whatever is in it, or strings in quotes as in a zone file.

#include <fmt/format.h>

#include "dns/other_types.h"
#include "inputs/formats/readers.h"
#include "inputs/reading/written.h"
#include "inputs/zone/record.h"
#include "text/ascii.h"

namespace mailauth::inputs {

namespace {

struct Line {
  std::string_view text;
  uint32_t number = 0;
};

bool is_empty_or_comment(std::string_view line) { return line.empty() || line[0] == '#' || line[0] == ';'; }

// The first word of the text from `at` on; empty at its end.
std::string_view word_at(std::string_view text, std::size_t at) {
  constexpr std::string_view blanks = " \t\r";
  at = std::min(text.find_first_not_of(blanks, at), text.size());
  return text.substr(at, text.find_first_of(blanks, at) - at);
}

uint32_t column_of(const Line& line, std::string_view word) { return span_within(line.text, word).begin + 1; }

// With the byte before each of its strings.
bool fits_a_record(std::string_view value) { return value.size() + value.size() / 255 < 65535; }  // RFC 1035 3.2.1

// A text without quotes: nothing in it is an escape or a comment.
bool is_raw_text(std::string_view type, std::string_view value) {
  const std::optional<dns::Type> known = dns::type_of(type);
  return (known == dns::Type::txt || known == dns::Type::spf) && !value.empty() && value[0] != '"';
}

Record raw_text(const Line& line, std::string_view type, std::string_view value, const dns::Scope& scope) {
  const std::string_view owner = word_at(line.text, 0);
  if (!fits_a_record(value))
    dns::fail(scope.file, line.number, column_of(line, value), "this record is longer than 65535 bytes");
  Record record{.format = Format::plain};
  record.owner = dns::read_name({owner, false, line.number, column_of(line, owner)}, scope);
  record.type = dns::to_string(*dns::type_of(type));
  record.data = dns::cut_into_strings(value);
  const text::Position data{scope.file, line.number, column_of(line, value)};
  record.written_owner = written_at({scope.file, line.number, column_of(line, owner)}, owner);
  record.written_data = written_at(data, value);
  record.words = {record.written_data.whole()};
  record.place = place_of(data, "", record.written_data);
  return record;
}

// All else is written as in a zone file below the root.
Records zone_line(const Line& line, const dns::Scope& scope) {
  dns::ZoneLexer lexer(line.text, scope.file, line.number);
  dns::Entry entry;
  if (!lexer.next(entry) || entry.tokens.size() < 2)
    dns::fail(scope.file, line.number, 1, "a line is a name, a type such as TXT, and a value");
  entry.owner_omitted = false;
  const dns::Token& word = entry.tokens[1];
  const std::optional<dns::Type> type = dns::type_of(word.text);
  if (!type && !dns::is_other_type(word.text)) dns::fail(scope.file, word, dns::unknown_type(word.text));
  const std::span<const dns::Token> words = std::span(entry.tokens).subspan(2);
  const dns::Name owner = dns::read_name(entry.tokens[0], scope);
  Records records = records_of({scope, entry, owner, word, type, std::nullopt, words}, Format::plain);
  for (Record& record : records) record.zone.reset();
  return records;
}

Records read_line(const Line& line, const dns::Scope& scope) {
  const std::string_view name = word_at(line.text, 0);
  const std::string_view type = word_at(line.text, span_within(line.text, name).end);
  const std::string_view value = text::trim(line.text.substr(span_within(line.text, type).end));
  return is_raw_text(type, value) ? Records{raw_text(line, type, value, scope)} : zone_line(line, scope);
}

}  // namespace

Document read_plain(const Input& input) {
  Document document{.path = input.path, .format = Format::plain};
  const dns::Scope scope{input.path, dns::Name{}};
  Line line;
  try {
    for (const std::string_view text : text::split(input.bytes, '\n')) {
      line = {text, line.number + 1};
      if (is_empty_or_comment(text::trim(text))) continue;
      for (Record& record : read_line(line, scope)) add(std::move(record), document);
    }
  } catch (const dns::ZoneError& error) {
    throw Error{error.position, error.message};
  }
  return document;
}

}  // namespace mailauth::inputs
