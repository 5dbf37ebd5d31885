#include "messages/mailbox_file.h"

#include <algorithm>
#include <array>

#include "messages/message.h"
#include "text/ascii.h"

namespace mailauth::messages {

namespace {

constexpr std::string_view from_ = "From ";
constexpr std::size_t max_from_line = 1000;

std::string_view line_of_file(std::string_view file, std::size_t begin) {
  return file.substr(begin, std::min(file.find('\n', begin), file.size() - 1) + 1 - begin);
}

// "Tue Nov  4 10:15:33 2025", in this order or another, with a zone or without: a month and a time.
bool has_date(std::string_view line) {
  constexpr std::array<std::string_view, 12> months = {" Jan ", " Feb ", " Mar ", " Apr ", " May ", " Jun ",
                                                       " Jul ", " Aug ", " Sep ", " Oct ", " Nov ", " Dec "};
  line = line.substr(0, max_from_line);
  const bool has_month =
      std::ranges::any_of(months, [&](std::string_view month) { return line.find(month) != std::string_view::npos; });
  bool has_time = false;
  for (std::size_t colon = line.find(':', 1); colon < line.size() - 1; colon = line.find(':', colon + 1))
    has_time = has_time || (text::is_digit(line[colon - 1]) && text::is_digit(line[colon + 1]));
  return has_month && has_time;
}

bool is_header_field(std::string_view line) {
  const std::size_t colon = line.find(':');
  return colon != std::string_view::npos && colon > 0 &&
         std::ranges::all_of(line.substr(0, colon), [](char c) { return c > ' ' && c <= '~'; });
}

bool is_quoted_from(std::string_view line) {
  return line.starts_with('>') && line.substr(std::min(line.find_first_not_of('>'), line.size())).starts_with(from_);
}

}  // namespace

bool is_mailbox_file(std::string_view file) { return file.starts_with(from_); }

std::optional<MailboxPart> MailboxParts::next() {
  if (at_ >= file_.size()) return std::nullopt;
  if (is_mailbox_file(file_.substr(at_))) {
    at_ += line_of_file(file_, at_).size();
    ++line_;
  }
  MailboxPart part{.offset = at_, .length = 0, .first_line = line_, .is_quoted = false};
  std::size_t end = at_;  // without the empty line that was read last
  bool is_behind_empty = false, is_body = false;
  for (; at_ < file_.size(); ++line_) {
    const std::string_view line = line_of_file(file_, at_);
    const std::size_t behind = at_ + line.size();
    if (line.starts_with(from_) && at_ > part.offset && has_date(line)) {
      const bool is_before_field = behind < file_.size() && is_header_field(line_of_file(file_, behind));
      if (is_behind_empty || is_before_field) break;
    }
    at_ = behind;
    is_behind_empty = without_line_end(line).empty();
    if (!is_behind_empty || !is_body)
      end = at_;
    else
      end = at_ - line.size();
    is_body = is_body || is_behind_empty;
    part.is_quoted = part.is_quoted || (is_body && is_quoted_from(line));
  }
  part.length = end - part.offset;
  return part;
}

std::string unquoted(std::string_view message) {
  std::string out;
  out.reserve(message.size());
  bool is_body = false;
  for (std::size_t at = 0; at < message.size();) {
    const std::string_view line = line_of_file(message, at);
    out.append(is_body && is_quoted_from(line) ? line.substr(1) : line);
    is_body = is_body || without_line_end(line).empty();
    at += line.size();
  }
  return out;
}

}  // namespace mailauth::messages
