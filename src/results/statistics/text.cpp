// Statistics for a terminal, as Markdown and as CSV.

#include <fmt/format.h>

#include "report/escape.h"
#include "report/pen.h"
#include "results/count_text.h"
#include "results/statistics/sections.h"
#include "text/ascii.h"

namespace mailauth::results {

namespace {

using report::escape_for_csv;
using report::escape_for_markdown;
using report::Ink;
using report::Pen;

constexpr unsigned count_width = 11, share_width = 9;

std::string head(const Statistics& statistics, std::string_view dot) {
  std::string line = fmt::format("{} domains", grouped(statistics.domains));
  if (statistics.incomplete > 0) line += fmt::format("{}{} incomplete", dot, grouped(statistics.incomplete));
  if (statistics.absent > 0) line += fmt::format("{}{} do not exist", dot, grouped(statistics.absent));
  return line;
}

std::string row_text(const Row& row, std::size_t domains, const Pen& pen) {
  const std::string numbers =
      fmt::format("  {:>{}} {:>{}}  ", grouped(row.domains), count_width, share(row.domains, domains), share_width);
  std::string name = text::escape_bytes(row.name);
  if (!row.note.empty()) name += " (" + text::escape_bytes(row.note) + ")";
  return report::wrap(name, pen.width(), static_cast<unsigned>(numbers.size()), numbers);
}

}  // namespace

std::string to_text(const Statistics& statistics, const report::TextStyle& style) {
  const Pen pen(style);
  std::string out = "\n  " + pen.paint(Ink::bold, head(statistics, pen.dot())) + "\n";
  for (const std::string& remark : remarks(statistics))
    out += report::wrap(pen.display(remark), pen.width(), 4, "  " + pen.paint(Ink::yellow, "! "));
  for (const Section& section : sections(statistics)) {
    out += "\n  " + pen.paint(section.id == "shared_primes" ? Ink::red : Ink::bold, section.title) + "\n";
    for (const Row& row : section.rows) out += row_text(row, statistics.domains, pen);
  }
  return out + "\n";
}

std::string to_markdown(const Statistics& statistics) {
  std::string out = head(statistics, ", ") + "\n";
  for (const std::string& remark : remarks(statistics)) out += "\n> " + escape_for_markdown(remark) + "\n";
  for (const Section& section : sections(statistics)) {
    out += fmt::format("\n### {}\n\n| | domains | |\n|---|--:|--:|\n", section.title);
    for (const Row& row : section.rows) {
      const std::string note = row.note.empty() ? "" : " (" + escape_for_markdown(row.note) + ")";
      out += fmt::format("| {}{} | {} | {} |\n", escape_for_markdown(row.name), note, grouped(row.domains),
                         share(row.domains, statistics.domains));
    }
  }
  return out;
}

std::string to_csv(const Statistics& statistics) {
  std::string out = "section,name,domains,note\r\n";  // RFC 4180
  out += fmt::format("domains,all,{},\r\ndomains,incomplete,{},\r\ndomains,absent,{},\r\n", statistics.domains,
                     statistics.incomplete, statistics.absent);
  for (const Section& section : sections(statistics))
    for (const Row& row : section.rows)
      out +=
          fmt::format("{},{},{},{}\r\n", section.id, escape_for_csv(row.name), row.domains, escape_for_csv(row.note));
  return out;
}

}  // namespace mailauth::results
