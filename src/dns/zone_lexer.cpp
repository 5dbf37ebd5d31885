#include "dns/zone_lexer.h"

#include <fmt/format.h>

#include "mailauth/dns/zone.h"
#include "mailauth/text/ascii.h"

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

ZoneLexer::ZoneLexer(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {
  if (text_.starts_with(byte_order_mark)) at_ = line_begin_ = byte_order_mark.size();
}

bool ZoneLexer::next(Entry& entry) {
  entry = {};
  for (; at_ < text_.size();) {
    const char c = text_[at_];
    const bool begins = at_ == line_begin_ && open_.empty() && entry.tokens.empty();
    if (begins) entry.owner_omitted = is_zone_blank(c);
    if (c == '\n') {
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

std::string unescape(const Token& token, const std::string& file) {
  std::string bytes;
  for (std::size_t i = 0; i < token.text.size(); ++i) {
    const char c = token.text[i];
    if (c != '\\') {
      bytes += c;
      continue;
    }
    const std::string_view rest = token.text.substr(i + 1);
    if (!text::is_digit(rest[0])) {
      bytes += rest[0];
      ++i;
      continue;
    }
    const std::optional<unsigned> value = text::parse_number(rest.substr(0, 3), 255);
    if (!value || rest.size() < 3) {
      const auto offset = static_cast<uint32_t>(i + (token.quoted ? 1 : 0));
      fail(file, token.line, token.column + offset, "write a byte as a backslash and three digits, 000 to 255");
    }
    bytes += static_cast<char>(*value);
    i += 3;
  }
  return bytes;
}

}  // namespace mailauth::dns
