#include "repair/record/plain_text.h"

#include <algorithm>
#include <utility>

#include "diagnosis/characters.h"
#include "diagnosis/markup.h"
#include "diagnosis/pasted.h"
#include "text/ascii.h"

namespace mailauth::repair {

namespace {

// "v=DKIM1; p=MIIB" "IjAN": two strings as a zone file writes them, in one text. Nothing stands between the two.
std::string with_strings_joined(std::string_view text) {
  std::string kept;
  std::size_t copied = 0;
  for (std::size_t at = text.find('"'); at != std::string_view::npos; at = text.find('"', at + 1)) {
    const std::size_t next = text.find_first_not_of(" \t", at + 1);
    const bool ends_string = at > 0 && text[at - 1] != '=';
    if (!ends_string || next == std::string_view::npos || text[next] != '"' || next == at + 1) continue;
    kept.append(text.substr(copied, at + 1 - copied));
    copied = next;
  }
  return kept.append(text.substr(copied));
}

// Also of what went through a web form several times: "\\\;".
std::string without_escapes(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    while (c == ';' && kept.ends_with('\\')) kept.pop_back();
    kept += c;
  }
  return kept;
}

}  // namespace

void Changes::fault(std::string line) {
  has_fault = true;
  tidy(std::move(line));
}

void Changes::tidy(std::string line) {
  constexpr std::size_t max_lines = 30;
  if (lines.size() > max_lines || std::find(lines.begin(), lines.end(), line) != lines.end()) return;
  lines.push_back(lines.size() < max_lines ? std::move(line) : "and so on");
}

std::optional<std::string> plain_text(std::string_view text, Changes& changes) {
  const auto unescaped = diagnosis::without_markup(text);
  const auto ascii = unescaped ? diagnosis::in_ascii(*unescaped) : std::nullopt;
  if (!ascii) return std::nullopt;
  std::string plain = *ascii;
  if (*unescaped != text) changes.fault("escapes of web pages became the characters that they stand for");
  if (plain != *unescaped) changes.fault("characters that are not ASCII became the ASCII ones that were meant");
  if (const auto excess = diagnosis::before_zone_value(plain)) {
    plain.erase(0, excess->end);
    changes.fault("only the value of the zone-file line was kept");
  }
  if (!diagnosis::stray_quotes(plain).empty()) {
    plain = diagnosis::without_quotes(with_strings_joined(plain));
    changes.fault("quotes were dropped: they belong to zone files, not into the record");
  }
  if (!diagnosis::escaped_semicolons(plain).empty()) {
    plain = without_escapes(plain);
    changes.fault("'\\;' became ';'");
  }
  const std::string_view trimmed = text::trim(plain);
  if (trimmed.data() != plain.data()) changes.fault("spaces before the record were dropped");
  return std::string(trimmed);
}

}  // namespace mailauth::repair
