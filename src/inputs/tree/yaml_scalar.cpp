#include "inputs/tree/yaml_scalar.h"

#include <algorithm>

namespace mailauth::inputs {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_space(char c) { return blanks.find(c) != std::string_view::npos; }

std::size_t skip_line(std::string_view bytes, std::size_t at) { return std::min(bytes.find('\n', at), bytes.size()); }

// Past tags, anchors, comments and blanks: to where the scalar itself begins.
std::size_t skip_properties(std::string_view bytes, std::size_t at) {
  while (at < bytes.size()) {
    if (is_space(bytes[at])) {
      ++at;
    } else if (bytes[at] == '#') {
      at = skip_line(bytes, at);
    } else if (bytes[at] == '!' || bytes[at] == '&') {
      at = std::min(bytes.find_first_of(blanks, at), bytes.size());
    } else {
      break;
    }
  }
  return at;
}

// How long an escape of a double-quoted scalar is in the file (YAML 1.2 5.7).
std::size_t escape_length(std::string_view escape) {
  if (escape.size() < 2) return escape.size();
  switch (escape[1]) {
    case 'x': return 4;
    case 'u': return 6;
    case 'U': return 10;
    default: return 2;
  }
}

// How many bytes a UTF-8 sequence has, by its first one.
std::size_t sequence_length(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte < 0xC0) return 1;
  if (byte < 0xE0) return 2;
  return byte < 0xF0 ? 3 : 4;
}

// Walks through the file and the scalar at the same time.
class Follower {
 public:
  Follower(Tree& scalar, std::string_view bytes, const Lines& lines) : scalar_(scalar), bytes_(bytes), lines_(lines) {}

  void follow(std::size_t at) {
    at_ = at;
    const char first = at < bytes_.size() ? bytes_[at] : '\0';
    quote_ = first == '"' || first == '\'' ? first : '\0';
    if (quote_ != '\0') ++at_;
    if (first == '|' || first == '>') at_ = skip_line(bytes_, at_);
    while (offset_ < scalar_.scalar.size() && step()) {
    }
    if (!is_complete()) scalar_.anchors.clear();
    scalar_.end = std::min(at_ + (quote_ != '\0' ? 1 : 0), bytes_.size());
  }

 private:
  bool is_complete() const {
    return scalar_.scalar.find_first_not_of(blanks, offset_) == std::string::npos && at_ <= bytes_.size();
  }

  // Over what stands for the next bytes of the scalar; false: nothing there does.
  bool step() {
    if (at_ >= bytes_.size()) return false;
    const std::string_view rest = bytes_.substr(at_);
    if (rest[0] == '\n' || rest.starts_with("\r\n")) return skip_break();
    if (quote_ == '"' && rest[0] == '\\') return skip_escape(rest);
    if (quote_ == '\'' && rest.starts_with("''")) return take(2, 1);
    if (rest[0] == scalar_.scalar[offset_]) return take(1, 1);
    // Blanks at the end of a line, and the indentation of the next one.
    if (!is_space(rest[0])) return false;
    ++at_;
    return true;
  }

  // A folded line end is a space, or a line end for every empty line; a kept one is itself (YAML 1.2 6.5).
  bool skip_break() {
    while (at_ < bytes_.size() && is_space(bytes_[at_])) ++at_;
    while (offset_ < scalar_.scalar.size() && is_space(scalar_.scalar[offset_])) ++offset_;
    run_ = false;
    return true;
  }

  bool skip_escape(std::string_view rest) {
    if (rest.starts_with("\\\n") || rest.starts_with("\\\r\n")) {
      ++at_;
      return skip_break();
    }
    const std::size_t says = sequence_length(scalar_.scalar[offset_]);
    const bool taken = take(std::min(escape_length(rest), rest.size()), says);
    run_ = false;
    return taken;
  }

  bool take(std::size_t length, std::size_t says) {
    if (!run_ || length != says) scalar_.anchors.push_back(lines_.at(at_, offset_));
    run_ = length == says;
    at_ += length;
    offset_ += says;
    return true;
  }

  Tree& scalar_;
  std::string_view bytes_;
  const Lines& lines_;
  std::size_t at_ = 0;
  std::size_t offset_ = 0;
  char quote_ = '\0';
  bool run_ = false;
};

}  // namespace

void place_scalar(Tree& scalar, std::string_view bytes, const Lines& lines) {
  scalar.begin = std::min(skip_properties(bytes, scalar.begin), bytes.size());
  const text::Anchor where = lines.at(scalar.begin);
  scalar.line = where.line;
  scalar.column = where.column;
  scalar.end = scalar.begin;
  if (!scalar.is_null()) Follower(scalar, bytes, lines).follow(scalar.begin);
}

}  // namespace mailauth::inputs
