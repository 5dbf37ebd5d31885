#pragma once
// A message as text: its header fields and its body, as spans of the octets that were read (RFC 5322 2.1). Reading is
// total and lossless: every octet lies in exactly one field, in the empty line behind them, or in the body, also of
// what is no message at all.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/source.h"

namespace mailauth::messages {

inline constexpr std::size_t max_message_bytes = 64UL << 20U;  // what is longer is not read
inline constexpr std::size_t max_header_bytes = 1UL << 20U;    // of all fields: what follows counts as body
inline constexpr std::size_t max_fields = 1000;                // the rest of the header is one last faulty field
inline constexpr std::size_t max_field_bytes = 100UL << 10U;   // of one field: what is longer is a faulty one

struct Field {
  text::Span whole;  // with its folding and the line end behind it
  text::Span name;   // without WSP before the colon; empty when the field is faulty
  text::Span value;  // all behind the colon, with folding, without the last line end

  // A line that is no field: "From someone Mon Jan ..." of an mbox, what stands between pasted fields.
  bool is_faulty() const { return name.empty(); }
};

// How the lines end. CRLF is what was sent and signed; programs on Unix write LF.
enum class LineEnds : uint8_t { crlf, lf, mixed };

struct Message {
  std::string file;         // what people call it: "mail.eml", "<stdin>"
  std::string octets;       // as read
  uint32_t first_line = 1;  // of the file, where the message begins: of a part of one
  LineEnds line_ends = LineEnds::crlf;
  std::vector<Field> fields;
  text::Span blank;      // in front of the fields: empty lines that came along when it was pasted
  text::Span separator;  // the empty line behind the fields; empty: there is none, and no body
  text::Span body;

  std::string_view at(text::Span span) const { return std::string_view(octets).substr(span.begin, span.length()); }
  std::string_view name(const Field& field) const { return at(field.name); }
  std::string_view header() const { return at({blank.end, separator.begin}); }
};

Message parse(std::string octets, std::string file, uint32_t first_line = 1);

// The fields of a name, from the top. Case does not matter.
std::vector<const Field*> fields_named(const Message& message, std::string_view name);
const Field* first_field(const Message& message, std::string_view name);  // null: there is none

// The value of a field on one line, so that it can be read and pointed into: unfolding takes the line ends away and
// nothing else (RFC 5322 2.2.3). Every octet knows its place in the file.
text::Source unfolded_value(const Message& message, const Field& field);
text::Source unfolded(const Message& message, const Field& field);  // "From: a@example.com", with the name
// A part of the body, such as a line.
text::Source excerpt(const Message& message, text::Span part, std::string where);

// "From: a@example.com\r\n" without "\r\n", or "\n".
std::string_view without_line_end(std::string_view line);

// How many line ends come before the offset, plus first_line: from the beginning each time.
uint32_t line_of(const Message& message, uint32_t offset);

}  // namespace mailauth::messages
