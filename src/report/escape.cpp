#include "report/escape.h"

#include <algorithm>
#include <array>

#include "text/ascii.h"
#include "text/utf8.h"

namespace mailauth::report {

namespace {

constexpr std::string_view cut_off = "...";

// In a page that renders Markdown "@name" and "@all" send mail to people; what is between the letters of an address
// stays.
bool begins_a_mention(std::string_view before) { return before.empty() || !text::is_alnum(before.back()); }

// Spreadsheets for East Asia also take the wide forms.
bool begins_a_formula(std::string_view text) {
  static constexpr std::array<std::string_view, 8> signs{"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  return std::ranges::any_of(signs, [&](std::string_view sign) { return text.starts_with(sign); });
}

}  // namespace

std::string one_line(std::string_view bytes) { return text::escape_for_display(bytes, true); }

std::string one_line(std::string_view bytes, std::size_t most) {
  std::string text = one_line(bytes);
  if (text.size() <= most) return text;
  std::size_t end = 0;
  for (auto point = text::decode_utf8(text); point && end + point->length + cut_off.size() <= most;
       point = text::decode_utf8(std::string_view(text).substr(end)))
    end += point->length;
  return text.substr(0, end).append(cut_off);
}

std::string escape_for_xml(std::string_view text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  return out;
}

// What is not a letter, a digit, a dot or a dash loses its meaning. The pages that render Markdown also render HTML.
std::string escape_for_markdown(std::string_view text) {
  std::string out;
  for (const char c : text::escape_bytes(text)) {
    const bool mention = c == '@' && begins_a_mention(out);
    if (std::string_view("\\`*_{}[]()<>#!|~&@").find(c) != std::string_view::npos) out += '\\';
    out += c;
    if (mention) out += "&#8203;";
  }
  return text::replace_all(out, "://", "\\://");  // bare addresses become links
}

// RFC 4180 2, and what OWASP says of "CSV injection".
std::string escape_for_csv(std::string_view text) {
  std::string out = text::escape_bytes(text);
  if (begins_a_formula(out)) out.insert(0, 1, '\'');
  if (out.find_first_of("\",") == std::string::npos) return out;
  return '"' + text::replace_all(out, "\"", "\"\"") + '"';
}

std::string without_workflow_commands(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool blank =
      true;  // on this line was nothing yet that the runner does not skip: also what is not ASCII may be a blank
  for (const char c : text) {
    if ((blank && c == ':') || (c == '[' && out.ends_with("##"))) out += '\\';
    out += c;
    blank = c == '\n' || (blank && (text::is_blank(c) || static_cast<unsigned char>(c) >= 0x80));
  }
  return out;
}

}  // namespace mailauth::report
