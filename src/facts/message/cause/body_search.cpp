#include "facts/message/cause/body_search.h"

#include <algorithm>

#include "facts/message/cause/body_forms.h"
#include "messages/canonical.h"
#include "text/ascii.h"

namespace mailauth::facts::causes {

using messages::BodyLines;
using messages::Canon;
using messages::Message;

namespace {

constexpr std::size_t octets_a_line = 16;            // that would be hashed in the time that it takes to find a line
constexpr std::size_t max_glued_body = 16UL << 10U;  // in which text is looked for that begins within a line
constexpr std::size_t max_inserted_lines = 60;       // of text in between
constexpr std::size_t max_delimiters = 40;           // of MIME
constexpr std::size_t max_inserted_octets = 32UL << 20U;  // hashed for text in between

Canon other(Canon canon) { return canon == Canon::simple ? Canon::relaxed : Canon::simple; }

// A body alone.
Message message_of(std::string body) {
  Message message;
  message.octets = std::move(body);
  message.body = {0, static_cast<uint32_t>(message.octets.size())};
  return message;
}

// One line of the file, and what is hashed of it.
struct Line {
  std::string octets;
  uint32_t begin = 0;
  bool is_delimiter() const { return octets.starts_with("--") && octets.size() > 4; }
};

// Also those that are empty, but for the last ones.
std::vector<Line> lines_of(const Message& message, Canon canon) {
  std::vector<Line> lines;
  Message one = message_of("");
  const std::string_view octets = message.octets;
  for (uint32_t at = message.body.begin; at < message.body.end;) {
    const auto end = static_cast<uint32_t>(std::min<std::size_t>(octets.find('\n', at), message.body.end - 1) + 1);
    one.octets = octets.substr(at, end - at);
    one.body.end = end - at;
    BodyLines line(one, canon);
    lines.push_back({line.next() ? std::string(line.octets()) : "\r\n", at});
    at = end;
  }
  while (!lines.empty() && lines.back().octets == "\r\n") lines.pop_back();
  return lines;
}

class BodySearch {
 public:
  BodySearch(const Message& message, const Signature& signature, Cause& cause)
      : message_(message),
        record_(signature.record),
        cause_(cause),
        kind_(records::hash_kind(record_.algorithm)),
        canon_(record_.body == records::dkim_signature::Canonicalization::simple ? Canon::simple : Canon::relaxed) {}

  void run() {
    if (try_appended(message_, {})) return;
    if (try_other_canonicalization()) return;
    for (const BodyForm& form : body_forms()) {
      if (is_over(2 * message_.body.length())) return;
      cause_.body_octets += message_.body.length();  // that are gone through
      if (try_form(form.change, form.undo(message_.at(message_.body)))) return;
    }
    if (try_form(Change::body_encoded, with_decoded_parts(message_))) return;
    if (message_.body.length() >= max_top_body_octets || record_.body_length) return;
    lines_ = lines_of(message_, canon_);
    hash_beginnings();
    if (try_parts() || try_top() || try_inserted()) return;
    if (message_.body.length() <= max_glued_body) try_glued();
  }

  bool is_relaxed_alike() const { return is_relaxed_alike_; }

 private:
  bool is_over(std::size_t octets) const {
    return cause_.body_octets + octets > max_body_octets || cause_.body_digests >= max_body_digests;
  }

  bool is_signed(const records::Hash& hash) {
    ++cause_.body_digests;
    return hash.digest() == record_.body_hash;
  }

  void add(records::Hash& hash, std::string_view octets) {
    hash.add(octets);
    cause_.body_octets += octets.size() + octets_a_line;
  }

  bool found(std::vector<BodyChange> undone, BodyChange last) {
    undone.push_back(last);
    cause_.body = std::move(undone);
    return true;
  }

  // The digest after each line: what follows was appended. Of a form that was undone, `undone` is how.
  bool try_appended(const Message& message, std::vector<BodyChange> undone);
  bool try_empty(const Message& message);
  std::size_t raw_length(std::size_t begin, std::size_t canonical) const;
  records::Digest whole(const Message& message, Canon canon, std::string_view line_end, bool with_last_end);
  bool try_other_canonicalization();
  bool try_form(Change change, std::string body);
  void hash_beginnings();
  bool try_without(std::size_t from, std::size_t to, Change change);
  bool try_parts();
  bool try_wrapped(std::size_t from, std::size_t to);
  bool try_top();
  bool try_inserted();
  bool try_glued();
  bool try_glued(const Line& line, const records::Hash& before, std::size_t number);

  text::Span span_of(std::size_t from, std::size_t to) const {
    const uint32_t end = to < lines_.size() ? lines_[to].begin : message_.body.end;
    return {lines_[from].begin, end};
  }
  uint32_t first_text(uint32_t at) const;
  std::size_t lines_between(text::Span span) const {
    const std::string_view octets = message_.at(span);
    return static_cast<std::size_t>(std::ranges::count(octets, '\n')) + (octets.ends_with('\n') ? 0 : 1);
  }

  const Message& message_;
  const records::dkim_signature::Record& record_;
  Cause& cause_;
  records::HashKind kind_;
  Canon canon_;
  std::vector<Line> lines_;
  std::vector<records::Hash> before_;  // of what stands before each line
  bool is_relaxed_alike_ = false;
};

// Where the first line begins that is not empty.
uint32_t BodySearch::first_text(uint32_t at) const {
  const std::size_t text = message_.octets.find_first_not_of(" \t\r\n", at);
  if (text == std::string::npos || text >= message_.body.end) return at;
  const std::size_t line = message_.octets.rfind('\n', text);
  return line == std::string::npos || line < at ? at : static_cast<uint32_t>(line + 1);
}

bool BodySearch::try_empty(const Message& message) {
  records::Hash hash(kind_);
  if (canon_ == Canon::simple) hash.add("\r\n");
  return message.body.length() > 0 && is_signed(hash);
}

bool BodySearch::try_appended(const Message& message, std::vector<BodyChange> undone) {
  const bool is_here = undone.empty();
  const auto appended = [&](uint32_t end, std::size_t kept) {
    BodyChange change{Change::text_appended, is_here ? text::Span{first_text(end), message_.body.end} : message_.body,
                      kept, 0};
    if (is_here) change.lines_added = lines_between(change.span);
    return found(std::move(undone), change);
  };
  if (is_over(message.body.length())) return false;
  if (is_here && try_empty(message)) return appended(message.body.begin, 0);
  const auto count = static_cast<std::size_t>(std::ranges::count(message.at(message.body), '\n')) + 1;
  const std::size_t room = (max_body_digests - cause_.body_digests) / 2;
  const uint64_t limit = record_.body_length.value_or(UINT64_MAX);
  uint64_t octets = 0;
  std::size_t number = 0;
  records::Hash hash(kind_);
  BodyLines lines(message, canon_);
  bool is_there = lines.next();
  while (is_there && octets < limit) {
    const std::string_view line = lines.octets().substr(0, limit - octets);
    add(hash, line);
    octets += line.size();
    ++number;
    const bool is_looked_at = line != "\r\n" && (number + room >= count || octets == limit);
    const uint32_t end = lines.end();
    is_there = lines.next();
    const bool is_whole = !is_there || octets == limit;
    if ((!is_looked_at && !is_whole) || !is_signed(hash)) continue;
    if (!is_whole) return appended(end, number);
    if (is_here) return false;  // as it is now: not what was changed
    cause_.body = std::move(undone);
    return true;
  }
  return false;
}

// The digest of a body with other ends of its lines than the RFC has.
records::Digest BodySearch::whole(const Message& message, Canon canon, std::string_view line_end, bool with_last_end) {
  records::Hash hash(kind_);
  uint64_t left = record_.body_length.value_or(UINT64_MAX);
  std::string_view end;
  const auto put = [&](std::string_view octets) {
    octets = octets.substr(0, left);
    left -= octets.size();
    add(hash, octets);
  };
  for (BodyLines lines(message, canon); lines.next();) {
    put(end);
    put(lines.octets().substr(0, lines.octets().size() - 2));
    end = line_end;
  }
  if (with_last_end) put(end);
  ++cause_.body_digests;
  return hash.digest();
}

bool BodySearch::try_other_canonicalization() {
  // CR CR LF with LF for each CRLF would be CRLF.
  if (message_.at(message_.body).find("\r\r\n") != std::string_view::npos) return false;
  struct Way {
    Canon canon;
    std::string_view line_end;
    bool with_last_end;
  };
  for (const Way& way : {Way{other(canon_), "\r\n", true}, Way{canon_, "\r\n", false}, Way{canon_, "\n", true},
                         Way{canon_, "\n", false}}) {
    if (is_over(message_.body.length())) return false;
    if (whole(message_, way.canon, way.line_end, way.with_last_end) != record_.body_hash) continue;
    // What was signed as simple has the digest of relaxed now: blanks became more on the way.
    is_relaxed_alike_ = canon_ == Canon::simple && way.canon == Canon::relaxed;
    return found({}, {is_relaxed_alike_ ? Change::blanks_changed : Change::other_canonicalization, message_.body});
  }
  return false;
}

bool BodySearch::try_form(Change change, std::string body) {
  if (body.empty() || body == message_.at(message_.body)) return false;
  const Message undone = message_of(std::move(body));
  if (!try_appended(undone, {{change, message_.body}})) return false;
  is_relaxed_alike_ = canon_ == Canon::simple && cause_.body.size() == 1 &&
                      whole(undone, Canon::relaxed, "\r\n", true) == whole(message_, Canon::relaxed, "\r\n", true);
  return true;
}

void BodySearch::hash_beginnings() {
  records::Hash hash(kind_);
  for (const Line& line : lines_) {
    before_.push_back(hash);
    add(hash, line.octets);
  }
}

// The body without some of its lines.
bool BodySearch::try_without(std::size_t from, std::size_t to, Change change) {
  records::Hash hash = before_[from];
  for (std::size_t line = to; line < lines_.size(); ++line) add(hash, lines_[line].octets);
  if (!is_signed(hash)) return false;
  return found({}, {change, span_of(from, to), from, to - from});
}

// What was a message of its own: behind the header of a part.
bool BodySearch::try_wrapped(std::size_t from, std::size_t to) {
  std::size_t begin = from + 1;
  while (begin < to && lines_[begin].octets != "\r\n") ++begin;
  if (begin + 1 >= to) return false;
  std::size_t end = to;
  while (end > begin + 1 && lines_[end - 1].octets == "\r\n") --end;
  records::Hash hash(kind_);
  for (std::size_t line = begin + 1; line < end; ++line) add(hash, lines_[line].octets);
  if (!is_signed(hash)) return false;
  return found({}, {Change::wrapped, span_of(begin + 1, end), end - begin - 1, 0});
}

bool BodySearch::try_parts() {
  std::vector<std::size_t> delimiters;
  for (std::size_t line = 0; line < lines_.size() && delimiters.size() < max_delimiters; ++line)
    if (lines_[line].is_delimiter()) delimiters.push_back(line);
  for (const std::size_t from : delimiters)
    for (const std::size_t to : delimiters) {
      if (from >= to || is_over(message_.body.length())) continue;
      if (try_without(from, to, Change::part_added) || try_wrapped(from, to)) return true;
      // The line end in front of a delimiter belongs to it (RFC 2046 5.1.1), and an empty line often stands there.
      if (from > 0 && lines_[from - 1].octets == "\r\n" && try_without(from - 1, to, Change::part_added)) return true;
    }
  return false;
}

bool BodySearch::try_top() {
  for (std::size_t line = 1; line < lines_.size() && line <= max_inserted_lines; ++line) {
    if (is_over(message_.body.length())) return false;
    if (try_without(0, line, Change::text_on_top)) return true;
  }
  return false;
}

bool BodySearch::try_inserted() {
  const std::size_t most = cause_.body_octets + max_inserted_octets;
  for (std::size_t count = 1; count <= max_inserted_lines; ++count)
    for (std::size_t from = 1; from + count < lines_.size(); ++from) {
      if (cause_.body_octets > most || is_over(message_.body.length())) return false;
      if (try_without(from, from + count, Change::text_inserted)) return true;
    }
  return false;
}

// Of the octets in the body that are so many in their canonical form.
std::size_t BodySearch::raw_length(std::size_t begin, std::size_t canonical) const {
  if (canon_ == Canon::simple) return canonical;
  const std::string_view body = message_.octets;
  std::size_t at = begin;
  for (std::size_t count = 0; count < canonical && at < message_.body.end; ++at)
    count += text::is_blank(body[at]) && at > begin && text::is_blank(body[at - 1]) ? 0 : 1;
  return at - begin;
}

// A body that had no line end: what was appended stands in its last line.
bool BodySearch::try_glued() {
  for (std::size_t number = 0; number < lines_.size(); ++number)
    if (try_glued(lines_[number], before_[number], number)) return true;
  return false;
}

bool BodySearch::try_glued(const Line& line, const records::Hash& before, std::size_t number) {
  for (std::size_t cut = 1; cut + 2 < line.octets.size(); ++cut) {
    if (is_over(line.octets.size())) return false;
    if (canon_ == Canon::relaxed && line.octets[cut - 1] == ' ') continue;
    records::Hash hash = before;
    add(hash, std::string_view(line.octets).substr(0, cut));
    add(hash, "\r\n");
    if (!is_signed(hash)) continue;
    const auto begin = static_cast<uint32_t>(line.begin + raw_length(line.begin, cut));
    const text::Span span{begin, message_.body.end};
    return found({}, {Change::text_appended, span, number, lines_between(span)});
  }
  return false;
}

}  // namespace

void search_body(const Message& message, const Signature& signature, Cause& cause, bool& relaxed_alike) {
  BodySearch search(message, signature, cause);
  search.run();
  relaxed_alike = search.is_relaxed_alike();
}

}  // namespace mailauth::facts::causes
