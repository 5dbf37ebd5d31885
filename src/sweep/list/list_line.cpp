#include "sweep/list/list_line.h"

#include <algorithm>
#include <array>

#include "text/ascii.h"

namespace mailauth::sweep {

namespace {

struct Column {
  std::string text;
  std::string_view rest;  // of the line, behind the separator
};

// RFC 4180 2: a quote within quotes is doubled. Lists are also written with ';' and tabs.
Column quoted_column(std::string_view line) {
  Column column;
  std::size_t at = 1;
  for (; at < line.size(); ++at) {
    if (line[at] == '"' && (at + 1 == line.size() || line[++at] != '"')) break;
    column.text += line[at];
  }
  column.rest = line.substr(std::min(line.find_first_of(",;\t", at), line.size()));
  return column;
}

// "example.com # why": a comment may stand behind a domain.
Column plain_column(std::string_view line) {
  const std::size_t end = std::min({line.find_first_of(",;\t"), line.find(" #"), line.size()});
  return {std::string(text::trim(line.substr(0, end))), line.substr(end)};
}

Column first_column(std::string_view line) {
  Column column = line.starts_with('"') ? quoted_column(line) : plain_column(line);
  column.text = text::trim(column.text);
  if (!column.rest.empty()) column.rest.remove_prefix(1);
  return column;
}

bool is_number(std::string_view word) { return !word.empty() && std::all_of(word.begin(), word.end(), text::is_digit); }

}  // namespace

std::optional<std::string> domain_column(std::string_view line) {
  line = text::trim(line);
  if (line.empty() || line.front() == '#' || line.front() == ';') return std::nullopt;
  Column column = first_column(line);
  const std::string_view next = text::trim(column.rest);
  if (is_number(column.text) && !next.empty()) return first_column(next).text;
  return column.text;
}

bool is_header(std::string_view column) {
  static constexpr std::array<std::string_view, 12> words{"domain",     "domains", "domain_name", "domain name",
                                                          "domainname", "fqdn",    "host",        "hostname",
                                                          "name",       "rank",    "url",         "zone"};
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text::equals_ignoring_case(word, column); });
}

}  // namespace mailauth::sweep
