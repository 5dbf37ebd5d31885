#pragma once
// The lexical tokens of a structured field (RFC 5322 2.2.2, 3.2): all octets of the value, one token behind the other.

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/source.h"

namespace mailauth::messages {

enum class TokenKind : uint8_t {
  blanks,
  comment,         // with those inside of it
  quoted_string,   // with its quotes
  domain_literal,  // with its brackets
  word,            // atext, "." and all octets that have no meaning here, also UTF-8 (RFC 6532)
  special,         // one of <>@,;: and, when it stands alone, one of ()"[]\.
};

struct Token {
  TokenKind kind;
  text::Span span;
};

// A comment, quoted string or literal that nobody closes is not one: its first octet is a special, as it is to many
// receivers. An encoded-word with "," ":" or ";" in it is one word, although RFC 2047 5 (3) forbids these.
std::vector<Token> tokens_of(std::string_view value);

inline bool is_special(std::string_view value, const Token& token, char special) {
  return token.kind == TokenKind::special && value[token.span.begin] == special;
}

// Without its first and last octet: what is in a comment, a quoted string, a literal.
inline text::Span inside(text::Span span) { return {span.begin + 1, span.end - 1}; }
inline std::string_view at(std::string_view value, text::Span span) { return value.substr(span.begin, span.length()); }

// What stands together without a blank or a comment, for fields in which specials mean little: "a@example.com;" is
// "a@example.com" and ";". Comments are pieces as well.
struct Piece {
  text::Span span;
  enum class Kind : uint8_t { text, comment, semicolon } kind;
};
std::vector<Piece> pieces_of(std::string_view value);

// "a@example.com" of "<a@example.com>" or "\"a@example.com\"".
text::Span without_enclosure(std::string_view value, text::Span span);

}  // namespace mailauth::messages
