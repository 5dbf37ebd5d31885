#include "sweep/count_text.h"

#include <fmt/format.h>

#include "mailauth/text/ascii.h"

namespace mailauth::sweep {

std::string grouped(std::size_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

std::string share(std::size_t part, std::size_t of) {
  return of == 0 ? "-" : fmt::format("{:.1f} %", 100.0 * static_cast<double>(part) / static_cast<double>(of));
}

// Domains, selectors and words are letters, digits, dots, "-" and "_"; what else there is loses its meaning. The
// pages that render Markdown also render HTML.
std::string escape_for_markdown(std::string_view text) {
  std::string out;
  for (const char c : text::escape_bytes(text)) {
    if (std::string_view("\\`*_{}[]()<>#!|~&@").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return text::replace_all(out, "://", "\\://");  // bare addresses become links
}

// RFC 4180 2, and what OWASP says of "CSV injection".
std::string escape_for_csv(std::string_view text) {
  std::string out = text::escape_bytes(text);
  if (!out.empty() && std::string_view("=+-@").find(out.front()) != std::string_view::npos) out.insert(0, 1, '\'');
  if (out.find_first_of("\",") == std::string::npos) return out;
  return '"' + text::replace_all(out, "\"", "\"\"") + '"';
}

}  // namespace mailauth::sweep
