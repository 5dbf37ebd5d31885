#include "messages/canonical.h"

#include <algorithm>

#include "text/ascii.h"

namespace mailauth::messages {

namespace {

constexpr std::string_view crlf = "\r\n";

// Each LF that has no CR in front of it becomes CRLF.
void append_with_crlf(std::string_view text, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    out.append(line);
    if (end < text.size()) out.append(line.ends_with('\r') ? "\n" : crlf);
    at = end + 1;
  }
}

bool is_line_end(std::string_view text, std::size_t at) {
  return text[at] == '\n' || (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n');
}

// RFC 6376 3.4.2: unfolded, a run of WSP is one SP, none at the ends.
void append_relaxed_value(std::string_view value, std::string& out) {
  bool is_begun = false, blank = false;
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (is_line_end(value, at)) continue;
    if (text::is_blank(value[at])) {
      blank = true;
      continue;
    }
    if (blank && is_begun) out += ' ';
    out += value[at];
    is_begun = true;
    blank = false;
  }
}

// RFC 6376 3.4.4: WSP at the end goes, and a run of it is one SP.
void append_relaxed_line(std::string_view line, std::string& out) {
  const std::size_t last = line.find_last_not_of(" \t");
  line = line.substr(0, last == std::string_view::npos ? 0 : last + 1);
  while (!line.empty()) {
    const std::size_t blank = std::min(line.find_first_of(" \t"), line.size());
    out.append(line.substr(0, blank));
    if (blank == line.size()) return;
    out += ' ';
    line.remove_prefix(std::min(line.find_first_not_of(" \t", blank), line.size()));
  }
}

// Most lines are so as they are.
bool is_relaxed(std::string_view line) {
  return !line.ends_with(' ') && line.find('\t') == std::string_view::npos && line.find("  ") == std::string_view::npos;
}

}  // namespace

std::string_view to_string(Canon canon) { return canon == Canon::simple ? "simple" : "relaxed"; }

std::string canonical_field(std::string_view name_and_colon, std::string_view value, Canon canon) {
  std::string out;
  out.reserve(name_and_colon.size() + value.size() + crlf.size());
  if (canon == Canon::simple) {
    append_with_crlf(name_and_colon, out);
    append_with_crlf(value, out);
  } else {
    const std::string_view name = name_and_colon.substr(0, name_and_colon.find_first_of(" \t:"));
    std::ranges::transform(name, std::back_inserter(out), [](char c) { return text::to_lower(c); });
    out += ':';
    append_relaxed_value(value, out);
  }
  return out.append(crlf);
}

std::string canonical_field(const Message& message, const Field& field, Canon canon) {
  return canonical_field(message.at({field.whole.begin, field.value.begin}), message.at(field.value), canon);
}

bool BodyLines::next() {
  const std::string_view octets = message_.octets;
  while (!is_read_ && at_ < message_.body.end) {
    begin_ = at_;
    at_ = static_cast<uint32_t>(std::min<std::size_t>(octets.find('\n', begin_), message_.body.end - 1) + 1);
    const std::string_view whole = octets.substr(begin_, at_ - begin_);
    const std::string_view read = whole.ends_with('\n') ? without_line_end(whole) : whole;  // a CR alone ends none
    const bool is_canonical = whole.ends_with(crlf) && (canon_ == Canon::simple || is_relaxed(read));
    as_it_is_ = is_canonical ? whole : std::string_view();
    line_.clear();
    line_.reserve(as_it_is_.empty() ? read.size() + crlf.size() : 0);
    if (!is_canonical && canon_ == Canon::relaxed) append_relaxed_line(read, line_);
    if (!is_canonical && canon_ == Canon::simple) line_.append(read);
    is_read_ = as_it_is_.size() > crlf.size() || !line_.empty();
    empty_ += is_read_ ? 0 : 1;
  }
  if (!is_read_) return false;
  if (empty_ > 0) {
    --empty_;
    octets_ = crlf;
    return true;
  }
  octets_ = as_it_is_.empty() ? line_.append(crlf) : as_it_is_;
  is_read_ = false;
  return true;
}

}  // namespace mailauth::messages
