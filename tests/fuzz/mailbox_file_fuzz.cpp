// Mboxes from anywhere: the messages stand in the file one behind the other, in the lines that are said.

#include "messages/mailbox_file.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace mailauth::mailbox_file_fuzz {

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  std::size_t end = 0, parts_read = 0;
  for (messages::MailboxParts parts(file); const auto part = parts.next(); ++parts_read) {
    require(parts_read <= size && part->offset >= end && part->offset + part->length <= size);
    require(part->first_line == 1 + std::ranges::count(file.substr(0, part->offset), '\n') || part->offset == size);
    const std::string plain = messages::unquoted(part->in(file));
    require(part->is_quoted ? plain.size() < part->length : plain == part->in(file));
    end = part->offset + part->length;
  }
  require((parts_read > 0) == (size > 0));
  return 0;
}

}  // namespace mailauth::mailbox_file_fuzz
