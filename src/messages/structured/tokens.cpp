#include "messages/structured/tokens.h"

#include <algorithm>

#include "messages/encoded_words.h"
#include "text/ascii.h"

namespace mailauth::messages {

using text::Span;

namespace {

constexpr std::size_t unclosed = std::string_view::npos;

bool is_blank_or_line_end(char c) { return text::is_blank(c) || c == '\r' || c == '\n'; }
bool is_special_octet(char c) { return std::string_view("<>@,;:()\"[]\\").find(c) != std::string_view::npos; }

// Behind the ")" that belongs to the "(" at `begin`. RFC 5322 3.2.2
std::size_t end_of_comment(std::string_view value, std::size_t begin) {
  std::size_t depth = 0;
  for (std::size_t at = begin; at < value.size(); ++at) {
    if (value[at] == '\\')
      ++at;
    else if (value[at] == '(')
      ++depth;
    else if (value[at] == ')' && --depth == 0)
      return at + 1;
  }
  return unclosed;
}

std::size_t end_of_quoted_string(std::string_view value, std::size_t begin) {
  for (std::size_t at = begin + 1; at < value.size(); ++at) {
    if (value[at] == '\\')
      ++at;
    else if (value[at] == '"')
      return at + 1;
  }
  return unclosed;
}

std::size_t end_of_domain_literal(std::string_view value, std::size_t begin) {
  for (std::size_t at = begin + 1; at < value.size() && value[at] != '['; ++at) {
    if (value[at] == '\\')
      ++at;
    else if (value[at] == ']')
      return at + 1;
  }
  return unclosed;
}

class Tokens {
 public:
  explicit Tokens(std::string_view value) : value_(value) {}

  std::vector<Token> read() {
    while (at_ < value_.size()) read_one();
    return std::move(tokens_);
  }

 private:
  void read_one() {
    const char c = value_[at_];
    if (is_blank_or_line_end(c)) return take(TokenKind::blanks, end_of_run(is_blank_or_line_end));
    if (c == '(' && !has_open_comment_) return take_enclosed(TokenKind::comment, end_of_comment, has_open_comment_);
    if (c == '"' && !has_open_quote_)
      return take_enclosed(TokenKind::quoted_string, end_of_quoted_string, has_open_quote_);
    bool is_open = false;  // "[" is looked for anew: the next one ends the search
    if (c == '[') return take_enclosed(TokenKind::domain_literal, end_of_domain_literal, is_open);
    if (is_special_octet(c)) return take(TokenKind::special, at_ + 1);
    if (const std::size_t length = encoded_word_length(value_.substr(at_)); length > 0)
      return take(TokenKind::word, at_ + length);
    take(TokenKind::word,
         end_of_run([](char octet) { return !is_blank_or_line_end(octet) && !is_special_octet(octet); }));
  }

  // What is open at one place is open at the next as well: it is looked for once, and the time stays linear.
  template <class End>
  void take_enclosed(TokenKind kind, const End& end_of, bool& is_open) {
    const std::size_t end = end_of(value_, at_);
    is_open = end == unclosed;
    take(is_open ? TokenKind::special : kind, is_open ? at_ + 1 : end);
  }

  template <class Belongs>
  std::size_t end_of_run(const Belongs& belongs) const {
    const std::string_view rest = value_.substr(at_);
    return at_ + static_cast<std::size_t>(std::ranges::find_if_not(rest, belongs) - rest.begin());
  }

  void take(TokenKind kind, std::size_t end) {
    tokens_.push_back({kind, {static_cast<uint32_t>(at_), static_cast<uint32_t>(end)}});
    at_ = end;
  }

  std::string_view value_;
  std::size_t at_ = 0;
  bool has_open_comment_ = false, has_open_quote_ = false;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view value) { return Tokens(value).read(); }

std::vector<Piece> pieces_of(std::string_view value) {
  std::vector<Piece> pieces;
  bool joins = false;  // the last piece goes on
  for (const Token& token : tokens_of(value)) {
    const bool is_comment = token.kind == TokenKind::comment, is_semicolon = is_special(value, token, ';');
    if (is_comment) pieces.push_back({token.span, Piece::Kind::comment});
    if (is_semicolon) pieces.push_back({token.span, Piece::Kind::semicolon});
    const bool is_text = !is_comment && !is_semicolon && token.kind != TokenKind::blanks;
    if (is_text && joins) pieces.back().span.end = token.span.end;
    if (is_text && !joins) pieces.push_back({token.span, Piece::Kind::text});
    joins = is_text;
  }
  return pieces;
}

Span without_enclosure(std::string_view value, Span span) {
  const std::string_view text = at(value, span);
  const bool is_enclosed =
      text.size() >= 2 && ((text.front() == '<' && text.back() == '>') || (text.front() == '"' && text.back() == '"'));
  return is_enclosed ? inside(span) : span;
}

}  // namespace mailauth::messages
