// Messages from anywhere: every octet lies in exactly one place, each place is known in the file, and a canonical form
// is its own canonical form.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "messages/canonical.h"

namespace mailauth::message_fuzz {

namespace {

using messages::BodyLines;
using messages::Canon;
using messages::Field;
using messages::Message;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_places(const Message& message) {
  uint32_t at = message.blank.end;
  require(message.blank.begin == 0);
  for (const Field& field : message.fields) {
    require(field.whole.begin == at && !field.whole.empty());
    require(field.whole.contains(field.name) && field.whole.contains(field.value));
    require(field.is_faulty() || (field.name.begin == at && field.name.end < field.value.begin));
    at = field.whole.end;
  }
  require(message.separator.begin == at && message.body.begin == message.separator.end);
  require(message.body.end == message.octets.size());
}

void check_positions(const Message& message, const Field& field) {
  const text::Source value = unfolded_value(message, field);
  require(value.text.find('\n') == std::string::npos);
  for (uint32_t offset = 0; offset <= value.text.size(); ++offset)
    require(position_of(value, offset).line >= message.first_line && position_of(value, offset).column > 0);
}

void check_field(const Message& message, const Field& field, Canon canon) {
  const std::string once = canonical_field(message, field, canon);
  require(once.ends_with("\r\n"));
  const std::string_view line = messages::without_line_end(once);
  const std::size_t behind_colon = line.find(':') + 1;
  require(messages::canonical_field(line.substr(0, behind_colon), line.substr(behind_colon), canon) == once);
}

std::string canonical_body(const Message& message, Canon canon) {
  std::string body;
  uint32_t end = message.body.begin;
  for (BodyLines lines(message, canon); lines.next();) {
    require(lines.octets().ends_with("\r\n") && lines.end() >= end && lines.end() <= message.body.end);
    end = lines.end();
    body += lines.octets();
  }
  require(body.empty() || !body.ends_with("\r\n\r\n"));
  return body;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Message message = messages::parse({reinterpret_cast<const char*>(data), size}, "f.eml");
  check_places(message);
  for (const Field& field : message.fields) {
    check_positions(message, field);
    if (field.is_faulty()) continue;
    for (const Canon canon : {Canon::simple, Canon::relaxed}) check_field(message, field, canon);
  }
  for (const Canon canon : {Canon::simple, Canon::relaxed}) {
    const std::string once = canonical_body(message, canon);
    require(canonical_body(messages::parse("A: 1\r\n\r\n" + once, {}), canon) == once);
  }
  return 0;
}

}  // namespace mailauth::message_fuzz
