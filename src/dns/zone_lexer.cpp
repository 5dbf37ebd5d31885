#include "dns/zone_lexer.h"

#include <fmt/format.h>

#include "dns/zone.h"
#include "text/ascii.h"

namespace mailauth::dns {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t max_open_parentheses = 16;

bool is_zone_blank(char c) { return text::is_blank(c) || c == '\r'; }

bool ends_word(char c) { return is_zone_blank(c) || c == '\n' || c == ';' || c == '(' || c == ')' || c == '"'; }

}  // namespace

void fail(const std::string& file, uint32_t line, uint32_t column, std::string message) {
  throw ZoneError{{file, line, column}, std::move(message)};
}

void fail(const std::string& file, const Token& at, std::string message) {
  fail(file, at.line, at.column, std::move(message));
}

std::string_view with_quotes(const Token& token) {
  const std::size_t quote = token.quoted ? 1 : 0;
  return {token.text.data() - quote, token.text.size() + 2 * quote};
}

ZoneLexer::ZoneLexer(std::string_view text, std::string file, uint32_t first_line)
    : text_(text), file_(std::move(file)), line_(first_line) {
  if (first_line == 1 && text_.starts_with(byte_order_mark)) at_ = line_begin_ = byte_order_mark.size();
}

bool ZoneLexer::next(Entry& entry) {
  entry = {};
  for (; at_ < text_.size();) {
    const char c = text_[at_];
    const bool begins = at_ == line_begin_ && open_.empty() && entry.tokens.empty();
    if (begins) entry.owner_omitted = is_zone_blank(c);
    if (c == '\n') {
      entry.end = text_.data() + at_;
      skip_line_end();
      if (open_.empty() && !entry.tokens.empty()) return true;
    } else if (is_zone_blank(c)) {
      ++at_;
    } else if (c == ';') {
      skip_comment();
    } else if (c == '(') {
      open_parenthesis();
    } else if (c == ')') {
      close_parenthesis();
    } else {
      entry.tokens.push_back(c == '"' ? take_quoted() : take_word());
      if (entry.tokens.size() > max_tokens) fail(file_, entry.tokens.back(), "this entry has too many words");
    }
  }
  if (!open_.empty()) fail(file_, open_.back(), "unbalanced parentheses: this one is never closed");
  entry.end = text_.data() + text_.size();
  return !entry.tokens.empty();
}

void ZoneLexer::skip_comment() {
  while (at_ < text_.size() && text_[at_] != '\n') ++at_;
}

void ZoneLexer::skip_line_end() {
  line_begin_ = ++at_;
  ++line_;
}

void ZoneLexer::open_parenthesis() {
  if (open_.size() == max_open_parentheses) fail(file_, line_, column(), "too many open parentheses");
  open_.push_back({text_.substr(at_, 1), false, line_, column()});
  ++at_;
}

void ZoneLexer::close_parenthesis() {
  if (open_.empty()) fail(file_, line_, column(), "unbalanced parentheses: nothing is open here");
  open_.pop_back();
  ++at_;
}

Token ZoneLexer::take_quoted() {
  Token token{{}, true, line_, column()};
  const std::size_t begin = ++at_;
  while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\n') {
    if (text_[at_] == '\\') skip_escape();
    ++at_;
  }
  if (at_ >= text_.size() || text_[at_] == '\n') fail(file_, token, "unbalanced quotes: the line ends inside of them");
  token.text = text_.substr(begin, at_ - begin);
  ++at_;
  return token;
}

Token ZoneLexer::take_word() {
  Token token{{}, false, line_, column()};
  const std::size_t begin = at_;
  while (at_ < text_.size() && !ends_word(text_[at_])) {
    if (text_[at_] == '\\') skip_escape();
    ++at_;
  }
  token.text = text_.substr(begin, at_ - begin);
  return token;
}

// To the byte that the backslash protects.
void ZoneLexer::skip_escape() {
  ++at_;
  if (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r') return;
  fail(file_, line_, column() - 1, "a backslash at the end of the line protects nothing");
}

namespace {

// One byte that a character-string says, and how many bytes say it: 2 are "\X", 4 are "\DDD".
struct SaidByte {
  char byte;
  uint32_t length;
};

SaidByte byte_at(const Token& token, std::size_t at, const std::string& file) {
  if (token.text[at] != '\\') return {token.text[at], 1};
  const std::string_view rest = token.text.substr(at + 1);
  if (!text::is_digit(rest[0])) return {rest[0], 2};
  const std::optional<unsigned> value = text::parse_number(rest.substr(0, 3), 255);
  if (!value || rest.size() < 3) {
    const auto offset = static_cast<uint32_t>(at + (token.quoted ? 1 : 0));
    fail(file, token.line, token.column + offset, "write a byte as a backslash and three digits, 000 to 255");
  }
  return {static_cast<char>(*value), 4};
}

}  // namespace

std::string unescape(const Token& token, const std::string& file) {
  std::string bytes;
  for (std::size_t at = 0; at < token.text.size();) {
    const SaidByte said = byte_at(token, at, file);
    bytes += said.byte;
    at += said.length;
  }
  return bytes;
}

std::vector<text::Anchor> anchors_of(const Token& token, uint32_t offset, const std::string& file) {
  std::vector<text::Anchor> anchors{{offset, token.line, token.column + (token.quoted ? 1 : 0)}};
  uint32_t column = anchors.front().column;
  for (std::size_t at = 0; at < token.text.size(); ++offset) {
    const uint32_t length = byte_at(token, at, file).length;
    at += length;
    column += length;
    if (length > 1) anchors.push_back({offset + 1, token.line, column});
  }
  return anchors;
}

}  // namespace mailauth::dns
