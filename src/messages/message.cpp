#include "messages/message.h"

#include <algorithm>

#include "text/ascii.h"

namespace mailauth::messages {

using text::Span;

namespace {

// The line that begins at `begin`, with its line end: LF, which CRLF ends with as well.
Span line_at(std::string_view octets, std::size_t begin) {
  const std::size_t end = octets.find('\n', begin);
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end == std::string_view::npos ? octets.size() : end + 1)};
}

// RFC 5322 2.2: printable ASCII but for the colon.
bool is_name_octet(char c) { return c > ' ' && c <= '~' && c != ':'; }

// RFC 5322 4.5: blanks before the colon are obsolete, and read.
Field read_field(std::string_view octets, Span whole) {
  Field field{.whole = whole, .name = {}, .value = {}};
  const std::string_view text = octets.substr(whole.begin, whole.length());
  const std::size_t length = static_cast<std::size_t>(std::ranges::find_if_not(text, is_name_octet) - text.begin());
  const std::size_t colon = text.find_first_not_of(" \t", length);
  const bool is_field = length > 0 && colon != std::string_view::npos && text[colon] == ':';
  if (!is_field || whole.length() > max_field_bytes) {
    field.name = field.value = {whole.begin, whole.begin};
    return field;
  }
  const auto at = [&](std::size_t offset) { return whole.begin + static_cast<uint32_t>(offset); };
  field.name = {whole.begin, at(length)};
  field.value = {at(colon + 1), at(std::max(colon + 1, without_line_end(text).size()))};
  return field;
}

// A first line and those behind it that begin with a blank. RFC 5322 2.2.3
Span with_folds(std::string_view octets, Span line) {
  while (line.end < octets.size() && text::is_blank(octets[line.end])) line.end = line_at(octets, line.end).end;
  return line;
}

LineEnds line_ends_of(std::string_view octets) {
  std::size_t with_cr = 0, without = 0;
  for (std::size_t at = octets.find('\n'); at != std::string_view::npos; at = octets.find('\n', at + 1))
    ++(at > 0 && octets[at - 1] == '\r' ? with_cr : without);
  if (without == 0) return LineEnds::crlf;
  return with_cr == 0 ? LineEnds::lf : LineEnds::mixed;
}

bool is_empty_line(std::string_view octets, Span line) {
  return without_line_end(octets.substr(line.begin, line.length())).empty();
}

// A line with blanks only, in front of all: nothing that a sender writes.
uint32_t end_of_blank_lines(std::string_view octets) {
  uint32_t at = 0;
  while (at < std::min(octets.size(), max_header_bytes)) {
    const Span line = line_at(octets, at);
    if (!text::trim(octets.substr(line.begin, line.length())).empty()) break;
    at = line.end;
  }
  return at;
}

void read_header(Message& message) {
  const std::string_view octets = message.octets;
  const std::size_t limit = message.blank.end + max_header_bytes;
  uint32_t at = message.blank.end;
  while (at < octets.size()) {
    const Span line = line_at(octets, at);
    if (is_empty_line(octets, line)) {
      message.separator = line;
      return;
    }
    const Span whole = with_folds(octets, line);
    if (whole.end > limit) break;
    at = whole.end;
    if (message.fields.size() < max_fields)
      message.fields.push_back(read_field(octets, whole));
    else
      message.fields.back() = {{message.fields.back().whole.begin, whole.end}, {at, at}, {at, at}};
  }
  message.separator = {at, at};
}

// Text whose line ends are left out, with the place of each line.
text::Source on_one_line(const Message& message, Span part, std::string where) {
  text::Source source{.where = std::move(where), .text = {}, .joints = {}, .place = {}};
  text::Place place;
  uint32_t line = line_of(message, part.begin);
  uint32_t begin_of_line = part.begin;
  while (begin_of_line > 0 && message.octets[begin_of_line - 1] != '\n') --begin_of_line;
  place.begin = {message.file, line, part.begin - begin_of_line + 1};
  for (uint32_t at = part.begin; at < part.end;) {
    const uint32_t end = std::min(line_at(message.octets, at).end, part.end);
    const uint32_t column = at == part.begin ? place.begin.column : 1;
    place.anchors.push_back({static_cast<uint32_t>(source.text.size()), line++, column});
    source.text.append(without_line_end(message.at({at, end})));
    at = end;
  }
  source.place = std::make_shared<const text::Place>(std::move(place));
  return source;
}

}  // namespace

std::string_view without_line_end(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

Message parse(std::string octets, std::string file, uint32_t first_line) {
  Message message;
  message.file = std::move(file);
  message.octets = std::move(octets);
  message.octets.resize(std::min(message.octets.size(), max_message_bytes));
  message.first_line = first_line;
  message.line_ends = line_ends_of(message.octets);
  message.blank = {0, end_of_blank_lines(message.octets)};
  read_header(message);
  message.body = {message.separator.end, static_cast<uint32_t>(message.octets.size())};
  return message;
}

std::vector<const Field*> fields_named(const Message& message, std::string_view name) {
  std::vector<const Field*> found;
  for (const Field& field : message.fields)
    if (text::equals_ignoring_case(message.name(field), name)) found.push_back(&field);
  return found;
}

const Field* first_field(const Message& message, std::string_view name) {
  const auto found = fields_named(message, name);
  return found.empty() ? nullptr : found.front();
}

text::Source unfolded_value(const Message& message, const Field& field) {
  return on_one_line(message, field.value, std::string(message.name(field)));
}

text::Source unfolded(const Message& message, const Field& field) {
  return on_one_line(message, field.whole, std::string(message.name(field)));
}

text::Source excerpt(const Message& message, Span part, std::string where) {
  return on_one_line(message, part, std::move(where));
}

uint32_t line_of(const Message& message, uint32_t offset) {
  const std::string_view before = std::string_view(message.octets).substr(0, offset);
  return message.first_line + static_cast<uint32_t>(std::ranges::count(before, '\n'));
}

}  // namespace mailauth::messages
