#pragma once
// What DKIM and ARC hash of a message (RFC 6376 3.4). Lines that end with LF are taken for what was sent: CRLF.

#include <cstdint>
#include <string>
#include <string_view>

#include "messages/message.h"

namespace mailauth::messages {

enum class Canon : uint8_t { simple, relaxed };
std::string_view to_string(Canon canon);

// One header field, with its CRLF.
std::string canonical_field(const Message& message, const Field& field, Canon canon);
// The same of a name and a value that stand nowhere in a message.
std::string canonical_field(std::string_view name_and_colon, std::string_view value, Canon canon);

// The lines of the body in their canonical form, without the empty ones at the end:
//
//     for (BodyLines lines(message, canon); lines.next();) hash(lines.octets());
//
// An empty body has no line; it is CRLF in simple (RFC 6376 3.4.3) and nothing in relaxed (3.4.4).
class BodyLines {
 public:
  BodyLines(const Message& message, Canon canon) : message_(message), canon_(canon), at_(message.body.begin) {}

  bool next();
  std::string_view octets() const { return octets_; }  // with CRLF; until next()
  // In Message::octets, where the line ends as it was read; of an empty line where the next one begins that is not.
  uint32_t end() const { return is_read_ ? begin_ : at_; }

 private:
  const Message& message_;
  Canon canon_;
  uint32_t begin_ = 0, at_;    // of the last line that was read
  std::size_t empty_ = 0;      // lines before that one, not yet given
  bool is_read_ = false;       // a line that is not empty waits in `line_`
  std::string_view as_it_is_;  // the line, where it is canonical already: lines may be as long as the message
  std::string line_;
  std::string_view octets_;
};

}  // namespace mailauth::messages
