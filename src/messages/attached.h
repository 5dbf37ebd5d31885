#pragma once
// The message that a message brings along: whoever asks for help forwards the mail that failed as an attachment, and
// that one has to be judged.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mailauth::messages {

inline constexpr std::size_t max_attached_messages = 50;
inline constexpr std::size_t max_attached_depth = 4;            // a message in a message in a message
inline constexpr std::size_t max_attached_bytes = 64UL << 20U;  // of all together

struct AttachedMessage {
  std::string octets;  // decoded
  // text/rfc822-headers, as bounces bring them along (RFC 6522 4): the body is not there.
  bool is_header_only = false;
  std::size_t depth = 1;  // 2: attached to one that is attached
  uint32_t first_line =
      0;  // of the outermost message, counted from 1; 0: it was encoded, its lines stand nowhere in the file
};

// Of parts that say message/rfc822 (or message/global, RFC 6532), and of files whose name ends in ".eml". In the order
// in which they begin, an outer one before those in it.
std::vector<AttachedMessage> attached_messages(std::string_view message);

// What a file is that people take for a message.
enum class FileForm : uint8_t {
  message,
  mailbox,      // mbox
  outlook_msg,  // .msg: OLE
  pdf,
  html,  // a page that a web mailer showed
};
FileForm form_of(std::string_view octets);

}  // namespace mailauth::messages
