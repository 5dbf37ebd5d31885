#include "messages/authentication_results.h"

#include <algorithm>

#include "messages/structured/tokens.h"
#include "text/ascii.h"

namespace mailauth::messages {

using text::Span;

namespace {

// "name=value", also with blanks around "=" and with a comment behind it.
struct Assignment {
  Span name, value;       // the value without quotes
  Span whole;             // with them
  bool is_whole = false;  // there is a "="
};

// What stands between two semicolons: comments and assignments, in their order.
class SegmentReader {
 public:
  SegmentReader(std::string_view value, std::vector<Piece>::const_iterator begin,
                std::vector<Piece>::const_iterator end)
      : value_(value), at_(begin), end_(end) {}

  bool done() const { return at_ == end_; }
  // A semicolon is passed over.
  bool is_semicolon() {
    if (at_->kind != Piece::Kind::semicolon) return false;
    ++at_;
    return true;
  }
  bool is_comment() const { return at_->kind == Piece::Kind::comment; }
  Span comment() { return inside((at_++)->span); }

  // Is the next piece, with those that belong to it, "name=value"?
  Assignment assignment() {
    Assignment read;
    Span piece = (at_++)->span;
    std::size_t equals = at(value_, piece).find('=');
    read.name = {piece.begin, piece.begin + static_cast<uint32_t>(std::min<std::size_t>(equals, piece.length()))};
    if (equals == std::string_view::npos) {
      const auto next = text_from(at_);
      if (next == end_ || value_[next->span.begin] != '=') return read;
      at_ = next + 1;
      piece = next->span;
      equals = 0;
    }
    read.is_whole = true;
    read.value = {piece.begin + static_cast<uint32_t>(equals) + 1, piece.end};
    if (read.value.empty()) take_value_behind(read);
    read.whole = {read.name.begin, read.value.end};
    read.value = without_enclosure_in(read.value);
    return read;
  }

 private:
  std::vector<Piece>::const_iterator text_from(std::vector<Piece>::const_iterator from) const {
    while (from != end_ && from->kind == Piece::Kind::comment) ++from;
    return from != end_ && from->kind == Piece::Kind::text ? from : end_;
  }

  // "header.b= abc": the next piece, unless it is another property.
  void take_value_behind(Assignment& read) {
    const auto next = text_from(at_);
    if (next == end_) return;
    const std::string_view piece = at(value_, next->span);
    const std::string_view before = piece.substr(0, piece.find('='));
    const bool is_property = before.size() < piece.size() && (before.find('.') != std::string_view::npos ||
                                                              text::equals_ignoring_case(before, "reason"));
    if (is_property) return;
    read.value = next->span;
    at_ = next + 1;
  }

  Span without_enclosure_in(Span span) const {
    return span.length() >= 2 && value_[span.begin] == '"' && value_[span.end - 1] == '"' ? inside(span) : span;
  }

  std::string_view value_;
  std::vector<Piece>::const_iterator at_, end_;
};

class ResultsReader {
 public:
  explicit ResultsReader(std::string_view value) : value_(value), pieces_(pieces_of(value)) {}

  AuthenticationResults read() {
    for (auto begin = pieces_.cbegin(); begin != pieces_.cend() && read_.results.size() < max_results;) {
      const auto end =
          std::find_if(begin, pieces_.cend(), [](const Piece& piece) { return piece.kind == Piece::Kind::semicolon; });
      if (begin != end) read_segment(begin, end);
      begin = end == pieces_.cend() ? end : end + 1;
    }
    return std::move(read_);
  }

 private:
  void read_segment(std::vector<Piece>::const_iterator begin, std::vector<Piece>::const_iterator end) {
    SegmentReader segment(value_, begin, end);
    MethodResult* result = nullptr;
    while (!segment.done()) {
      if (segment.is_comment()) {
        const Span comment = segment.comment();
        if (result != nullptr && result->comment.empty()) result->comment = comment;
        if (result != nullptr) result->whole.end = comment.end + 1;
        continue;
      }
      const Assignment assignment = segment.assignment();
      if (assignment.name.empty())
        keep_unread(assignment.value);
      else if (!assignment.is_whole)
        read_word(assignment.name);
      else if (!read_instance(assignment))
        result = read_assignment(assignment, result);
    }
    is_first_ = is_first_ && read_.authserv_id.empty() && read_.results.empty();
  }

  // RFC 8601 2.2: authserv-id [version], and "none" for no result at all.
  void read_word(Span word) {
    const bool is_head = is_first_ && read_.results.empty();
    if (is_head && read_.authserv_id.empty())
      read_.authserv_id = without_enclosure(value_, word);
    else if (is_head && read_.version.empty() && text::parse_number(at(value_, word), 1000))
      read_.version = word;
    else if (text::equals_ignoring_case(at(value_, word), "none"))
      read_.is_none = read_.results.empty();
    else
      keep_unread(word);
  }

  void keep_unread(Span span) {
    if (read_.unread.size() < max_results) read_.unread.push_back(span);
  }

  // RFC 8617 4.1.1: "i=1;" in front of all.
  bool read_instance(const Assignment& assignment) {
    const bool is_instance = is_first_ && !read_.instance && read_.authserv_id.empty() && read_.results.empty() &&
                             text::equals_ignoring_case(at(value_, assignment.name), "i");
    if (!is_instance) return false;
    read_.instance = text::parse_number(at(value_, assignment.value), 1000);
    return true;
  }

  MethodResult* read_assignment(const Assignment& assignment, MethodResult* result) {
    const std::string_view name = at(value_, assignment.name);
    const std::size_t dot = name.find('.');
    // A property that a ";" cut off from its result belongs to it all the same: no method has a dot in its name.
    if (result == nullptr && dot != std::string_view::npos && !read_.results.empty()) result = &read_.results.back();
    if (result == nullptr) return &begin_result(assignment);
    result->whole.end = std::max(result->whole.end, assignment.whole.end);
    if (dot == std::string_view::npos && text::equals_ignoring_case(name, "reason") && result->reason.empty()) {
      result->reason = assignment.value;
    } else if (result->properties.size() < max_properties) {
      const auto point = static_cast<uint32_t>(dot == std::string_view::npos ? 0 : dot);
      const Span ptype = {assignment.name.begin, assignment.name.begin + point};
      const Span property = {dot == std::string_view::npos ? assignment.name.begin : ptype.end + 1,
                             assignment.name.end};
      result->properties.push_back({assignment.whole, ptype, property, assignment.value});
    }
    return result;
  }

  MethodResult& begin_result(const Assignment& assignment) {
    MethodResult& result = read_.results.emplace_back();
    result.whole = assignment.whole;
    const std::size_t slash = std::min(at(value_, assignment.name).find('/'), std::size_t{assignment.name.length()});
    result.method = {assignment.name.begin, assignment.name.begin + static_cast<uint32_t>(slash)};
    result.result = assignment.value;
    return result;
  }

  std::string_view value_;
  std::vector<Piece> pieces_;
  AuthenticationResults read_;
  bool is_first_ = true;  // nothing yet but "i=1" of ARC
};

}  // namespace

AuthenticationResults read_authentication_results(std::string_view value) { return ResultsReader(value).read(); }

std::string_view property_of(std::string_view value, const MethodResult& result, std::string_view name) {
  for (const ResultProperty& property : result.properties) {
    const Span full = {property.ptype.empty() ? property.property.begin : property.ptype.begin, property.property.end};
    if (text::equals_ignoring_case(at(value, full), name)) return at(value, property.value);
  }
  return {};
}

ReceivedSpf read_received_spf(std::string_view value) {
  ReceivedSpf spf;
  const std::vector<Piece> pieces = pieces_of(value);
  SegmentReader reader(value, pieces.begin(), pieces.end());
  while (!reader.done()) {
    if (reader.is_semicolon()) continue;
    if (reader.is_comment()) {
      const Span comment = reader.comment();
      if (spf.comment.empty()) spf.comment = comment;
      continue;
    }
    const Assignment read = reader.assignment();
    if (read.is_whole && spf.pairs.size() < max_properties)
      spf.pairs.push_back({read.name, without_enclosure(value, read.value)});
    else if (!read.is_whole && spf.result.empty() && spf.pairs.empty())
      spf.result = read.name;
  }
  return spf;
}

std::string_view pair_of(std::string_view value, const ReceivedSpf& spf, std::string_view name) {
  for (const ReceivedSpf::Pair& pair : spf.pairs)
    if (text::equals_ignoring_case(at(value, pair.name), name)) return at(value, pair.value);
  return {};
}

std::optional<ConnectingIp> read_connecting_ip(std::string_view value) {
  constexpr std::string_view key = "cip:";
  for (const std::string_view part : text::split(value, ';')) {
    const std::string_view entry = text::trim(part);
    if (!text::starts_with_ignoring_case(entry, key)) continue;
    const std::string_view address = text::trim(entry.substr(key.size()));
    const auto ip = text::parse_ip(address);
    if (!ip || address == "255.255.255.255") return std::nullopt;
    const auto begin = static_cast<uint32_t>(address.data() - value.data());
    return ConnectingIp{{begin, begin + static_cast<uint32_t>(address.size())}, *ip};
  }
  return std::nullopt;
}

}  // namespace mailauth::messages
