#include "report/sarif/columns.h"

#include "text/utf8.h"

namespace mailauth::report {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// The column of a byte; 0: the line is too short.
uint32_t characters(std::string_view line, uint32_t column) {
  if (column == 0 || column - 1 > line.size()) return 0;
  uint32_t count = 1;
  for (std::size_t at = 0; at < column - 1; ++count) {
    const auto point = text::decode_utf8(line.substr(at));
    at += point ? point->length : 1;
  }
  return count;
}

uint32_t column_in(const Location& location, uint32_t line, uint32_t column, const LineOf& line_of) {
  if (column == 1) return column;  // whatever stands there
  std::optional<std::string_view> text = line_of(location.file, line);
  if (text && line == 1 && text->starts_with(byte_order_mark)) text->remove_prefix(byte_order_mark.size());
  return text ? characters(*text, column) : 0;
}

}  // namespace

Location in_characters(Location location, const LineOf& line_of) {
  if (!line_of || location.column == 0) return location;
  location.column = column_in(location, location.line, location.column, line_of);
  if (location.end_column > 0)
    location.end_column = column_in(location, location.end_line, location.end_column, line_of);
  return location;
}

}  // namespace mailauth::report
