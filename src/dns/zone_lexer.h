#pragma once
// The words of a master file (RFC 1035 5.1), one entry at a time: a line, or several when parentheses
// hold them together. Comments are gone, escapes are still there.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/source.h"

namespace mailauth::dns {

struct Token {
  std::string_view text;  // as written, without the quotes
  bool quoted = false;
  uint32_t line = 0;    // of the first byte, or of the opening quote
  uint32_t column = 0;  // both count from 1
};
std::string_view with_quotes(const Token& token);  // as written

struct Entry {
  bool owner_omitted = false;  // the line begins with a blank: the owner is that of the entry before
  std::vector<Token> tokens;
  const char* end = nullptr;  // of its last line, comment included
};

inline constexpr std::size_t max_tokens = 65536;  // of one entry; RDATA has at most so many bytes

[[noreturn]] void fail(const std::string& file, uint32_t line, uint32_t column, std::string message);
[[noreturn]] void fail(const std::string& file, const Token& at, std::string message);

class ZoneLexer {
 public:
  ZoneLexer(std::string_view text, std::string file, uint32_t first_line = 1);

  // The next entry that has tokens; false at the end. Throws a ZoneError.
  bool next(Entry& entry);

 private:
  void skip_comment();
  void skip_line_end();
  void open_parenthesis();
  void close_parenthesis();
  Token take_quoted();
  Token take_word();
  void skip_escape();
  uint32_t column() const { return static_cast<uint32_t>(at_ - line_begin_ + 1); }

  std::string_view text_;
  std::string file_;
  std::size_t at_ = 0;
  std::size_t line_begin_ = 0;
  uint32_t line_;
  std::vector<Token> open_;  // parentheses
};

// The bytes of a character-string: "\DDD" and "\X" resolved.
std::string unescape(const Token& token, const std::string& file);
// Where these bytes stand, as anchors of a text in which they begin at `offset`.
std::vector<text::Anchor> anchors_of(const Token& token, uint32_t offset, const std::string& file);

}  // namespace mailauth::dns
