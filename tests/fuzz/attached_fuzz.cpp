// Messages with messages in them from anywhere: parts stand in the text in their order, what is attached stands where
// it is said, and all is bounded.

#include "messages/attached.h"

#include <cstdint>
#include <cstdlib>

#include "messages/mime.h"

namespace mailauth::attached_fuzz {

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

std::string_view from_line(std::string_view text, uint32_t line) {
  for (; line > 1; --line) text.remove_prefix(text.find('\n') + 1);
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view message(reinterpret_cast<const char*>(data), size);
  const auto parts = messages::mime_parts(message);
  require(parts.size() <= messages::max_mime_parts);
  std::size_t end = 0;
  for (const messages::MimePart& part : parts) {
    require(part.begin >= end && part.begin <= part.end && part.end <= size);
    const std::string_view body = message.substr(part.begin, part.end - part.begin);
    require(decoded(body, part.encoding).size() <= body.size());
    end = part.end;
  }
  const auto attached = messages::attached_messages(message);
  require(attached.size() <= messages::max_attached_messages);
  for (const messages::AttachedMessage& found : attached) {
    require(found.depth <= messages::max_attached_depth && found.octets.size() <= size);
    require(found.first_line == 0 || from_line(message, found.first_line).starts_with(found.octets));
  }
  messages::form_of(message);
  return 0;
}

}  // namespace mailauth::attached_fuzz
