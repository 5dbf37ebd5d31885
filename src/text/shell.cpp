#include "text/shell.h"

#include <algorithm>

#include "text/ascii.h"

namespace mailauth::text {

namespace {

constexpr std::string_view plain = "-_./:=,@%+";

bool needs_no_quotes(char c) { return is_alnum(c) || plain.find(c) != std::string_view::npos; }

bool is_control(char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }

}  // namespace

std::string shell_word(std::string_view word) {
  if (!word.empty() && std::ranges::all_of(word, needs_no_quotes)) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'')
      quoted += "'\\''";
    else if (is_control(c))
      quoted += "'?'";
    else
      quoted += c;
  }
  return quoted + "'";
}

}  // namespace mailauth::text
