#include "sweep/list/columns.h"

#include <algorithm>
#include <array>

#include "text/ascii.h"
#include "text/idna.h"

namespace mailauth::sweep {

namespace {

constexpr std::string_view any_separator = ",;\t";
// "Shop, the;example.com" has one separator, and "example.com,1" above "example.net;2" has two.
constexpr std::array<std::string_view, 4> all_separators{any_separator, "\t", ";", ","};

// What a title says of the values below it, the surest first.
constexpr std::array<std::string_view, 15> titles{"domain",   "domains", "domainname", "fqdn", "zone",
                                                  "hostname", "host",    "website",    "site", "url",
                                                  "email",    "mail",    "name",       "rank", "homepage"};
// "registered_domain", "Primary domain name"
constexpr std::array<std::string_view, 3> title_ends{"domain", "domainname", "hostname"};

struct Column {
  std::string_view text;
  std::size_t end = 0;  // of the line, where a separator stands or nothing
};

// RFC 4180 2: a separator within quotes is none, and a quote within quotes is doubled.
Column column_at(std::string_view line, std::size_t begin, std::string_view separators) {
  std::size_t at = std::min(line.find_first_not_of(' ', begin), line.size());
  if (at < line.size() && line[at] == '"') {
    for (++at; at < line.size(); ++at)
      if (line[at] == '"' && (at + 1 == line.size() || line[++at] != '"')) break;
  }
  const std::size_t end = std::min(line.find_first_of(separators, at), line.size());
  return {text::trim(line.substr(begin, end - begin)), end};
}

std::string unquoted(std::string_view text) {
  std::string value;
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] == '"' && (at + 1 == text.size() || text[++at] != '"')) break;
    value += text[at];
  }
  return std::string(text::trim(value));
}

// "example.com # why": a comment may stand behind a domain.
std::string plain(std::string_view text) {
  const std::size_t comment = std::min(text.find(" #"), text.find("\t#"));
  return std::string(text::trim(text.substr(0, comment)));
}

std::string value_in(std::string_view column) { return column.starts_with('"') ? unquoted(column) : plain(column); }

// The first ones.
std::vector<std::string> values_of(std::string_view line, std::string_view separators, std::size_t most = max_columns) {
  std::vector<std::string> values;
  for (std::size_t begin = 0; begin <= line.size() && values.size() < most;) {
    const Column column = column_at(line, begin, separators);
    values.push_back(value_in(column.text));
    begin = column.end + 1;
  }
  return values;
}

std::string squeezed(std::string_view title) {
  std::string letters;
  for (const char c : title)
    if (text::is_alnum(c)) letters += c;
  return text::to_lower(letters);
}

// Its place among the titles; behind all of them: it is none.
std::size_t rank_of(std::string_view value) {
  const std::string title = squeezed(value);
  const auto found = std::ranges::find(titles, title);
  if (found != titles.end()) return static_cast<std::size_t>(found - titles.begin());
  const bool ends_so = std::ranges::any_of(title_ends, [&](std::string_view end) { return title.ends_with(end); });
  // A name with a dot is a value: "other.domain".
  return ends_so && value.find('.') == std::string_view::npos ? 0 : titles.size();
}

// A URL or a mail address is no domain, but nearer to one than anything else: the remark on it helps.
std::size_t worth_of(const std::string& value) {
  constexpr std::size_t domain = 2, nearly = 1;
  const auto parsed = text::parse_domain(value);
  if (std::holds_alternative<std::string>(parsed)) return domain;
  return std::get<text::NotADomain>(parsed).suggestion.empty() ? 0 : nearly;
}

// "sep=;" is the first line of what some spreadsheets write.
bool is_note_of_separator(std::string_view line) {
  constexpr std::string_view note = "sep=";
  return line.starts_with(note) && line.size() <= note.size() + 1;
}

struct Candidate {
  Layout layout;
  std::size_t worth = 0;             // of all values
  std::size_t rank = titles.size();  // of its title
};

std::vector<Candidate> candidates(std::span<const std::string> lines, std::string_view separators) {
  std::vector<Candidate> columns;
  for (const std::string& line : lines) {
    const std::vector<std::string> values = values_of(line, separators);
    if (values.size() == 1) continue;  // whichever column counts, of this line it is that
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i == columns.size()) columns.push_back({{separators, i}});
      if (&line == lines.data()) columns[i].rank = rank_of(values[i]);
      columns[i].worth += worth_of(values[i]);
    }
  }
  return columns;
}

// A title counts where most values below it are what it says, or where no column has any. `enough` is more than half of
// what the best column is worth: mail addresses beside domains are not.
bool is_better(const Candidate& one, const Candidate& other, std::size_t enough) {
  const auto titled = [enough](const Candidate& column) {
    return column.worth >= enough ? column.rank : titles.size();
  };
  if (titled(one) != titled(other)) return titled(one) < titled(other);
  return one.worth > other.worth;
}

}  // namespace

bool says_nothing(std::string_view line) {
  const std::string_view text = text::trim(line);
  return text.empty() || text.front() == '#' || line.front() == ';' || is_note_of_separator(text);
}

bool has_columns(std::string_view line) { return column_at(line, 0, any_separator).end < line.size(); }

Layout layout_of(std::span<const std::string> lines) {
  std::vector<Candidate> all;
  for (const std::string_view separators : all_separators)
    for (const Candidate& column : candidates(lines, separators)) all.push_back(column);
  std::size_t most = 0;
  for (const Candidate& column : all) most = std::max(most, column.worth);
  const std::size_t enough = most == 0 ? 0 : most / 2 + 1;
  const Candidate* best = nullptr;
  for (const Candidate& column : all)
    if (best == nullptr || is_better(column, *best, enough)) best = &column;
  return best == nullptr ? Layout{} : best->layout;
}

std::string value_of(std::string_view line, const Layout& layout) {
  const std::vector<std::string> values = values_of(line, layout.separators, layout.column + 1);
  const bool is_short = values.size() <= layout.column;
  return is_short && values.size() > 1 ? "" : values.back();
}

bool is_header(std::string_view line, const Layout& layout) {
  const std::vector<std::string> values = values_of(line, layout.separators);
  return std::ranges::any_of(values, [](const std::string& value) { return rank_of(value) < titles.size(); });
}

}  // namespace mailauth::sweep
