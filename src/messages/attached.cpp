#include "messages/attached.h"

#include <algorithm>

#include "messages/mailbox_file.h"
#include "messages/mime.h"
#include "text/ascii.h"

namespace mailauth::messages {

namespace {

bool is_message_type(const MimePart& part) {
  return part.type == "message/rfc822" || part.type == "message/global" ||
         text::to_lower(part.file_name).ends_with(".eml");
}

bool is_header_type(const MimePart& part) {
  return part.type == "text/rfc822-headers" || part.type == "message/global-headers";
}

class Attachments {
 public:
  std::vector<AttachedMessage> read(std::string_view message) {
    found_.reserve(max_attached_messages);
    read_message(message, 1, 1);
    return std::move(found_);
  }

 private:
  void read_message(std::string_view message, uint32_t first_line, std::size_t depth) {
    std::size_t counted = 0;  // up to here the lines are counted
    uint32_t line = first_line;
    for (const MimePart& part : mime_parts(message)) {
      const bool is_header_only = is_header_type(part);
      if (!is_header_only && !is_message_type(part)) continue;
      const std::string_view body = message.substr(part.begin, part.end - part.begin);
      if (found_.size() >= max_attached_messages || bytes_ + body.size() > max_attached_bytes) return;
      line += static_cast<uint32_t>(std::ranges::count(message.substr(counted, part.begin - counted), '\n'));
      counted = part.begin;
      const bool has_place = part.encoding == TransferEncoding::none && first_line > 0;
      add({decoded(body, part.encoding), is_header_only, depth, has_place ? line : 0});
    }
  }

  void add(AttachedMessage attached) {
    bytes_ += attached.octets.size();
    const AttachedMessage& added =
        found_.emplace_back(std::move(attached));  // stays where it is: there is room for all
    if (!added.is_header_only && added.depth < max_attached_depth)
      read_message(added.octets, added.first_line, added.depth + 1);
  }

  std::vector<AttachedMessage> found_;
  std::size_t bytes_ = 0;
};

}  // namespace

std::vector<AttachedMessage> attached_messages(std::string_view message) { return Attachments().read(message); }

FileForm form_of(std::string_view octets) {
  constexpr std::string_view ole = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", byte_order_mark = "\xef\xbb\xbf";
  if (octets.starts_with(ole)) return FileForm::outlook_msg;
  if (octets.starts_with("%PDF-")) return FileForm::pdf;
  if (is_mailbox_file(octets)) return FileForm::mailbox;
  if (octets.starts_with(byte_order_mark)) octets.remove_prefix(byte_order_mark.size());
  const std::string_view text = octets.substr(std::min(octets.find_first_not_of(" \t\r\n"), octets.size()));
  const bool is_html =
      text::starts_with_ignoring_case(text, "<!doctype html") || text::starts_with_ignoring_case(text, "<html");
  return is_html ? FileForm::html : FileForm::message;
}

}  // namespace mailauth::messages
