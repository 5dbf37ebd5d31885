#pragma once
// Several messages in one file: mbox (RFC 4155 and its older kin). Each begins behind a line that says who sent it
// when, and in its body a line that would look like one has ">" in front:
//
//     From alice@example.com Tue Nov  4 10:15:33 2025

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mailauth::messages {

// Does the file begin with such a line?
bool is_mailbox_file(std::string_view file);

struct MailboxPart {
  std::size_t offset = 0, length = 0;  // of the message, without its "From " line and the empty line that ends it
  uint32_t first_line = 1;             // of the file, where it begins
  // Lines of its body begin with ">From " or ">>From ". Writers who quote (mboxrd) mean them without one ">"; others do
  // not quote what is quoted already (mboxo), so that ">From " may be what was sent. Only a signature can tell.
  bool is_quoted = false;

  std::string_view in(std::string_view file) const { return file.substr(offset, length); }
};

// The messages one by one:
//
//     for (MailboxParts parts(file); const auto part = parts.next();) read(part->in(file));
//
// Content-Length is not believed. What follows a "From " line without a date, and one that stands neither behind an
// empty line nor before a header field, is text.
class MailboxParts {
 public:
  explicit MailboxParts(std::string_view file) : file_(file) {}

  std::optional<MailboxPart> next();

 private:
  std::string_view file_;
  std::size_t at_ = 0;  // a "From " line, or the end
  uint32_t line_ = 1;
};

// A message as it was before it was put into an mbox: each line of its body that is ">", ">>" ... in front of "From "
// has one
// ">" less.
std::string unquoted(std::string_view message);

}  // namespace mailauth::messages
