// Statistics for a terminal, as Markdown and as CSV.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/escape.h"
#include "report/pen.h"
#include "results/count_text.h"
#include "results/statistics/sections.h"
#include "text/ascii.h"
#include "text/shell.h"

namespace mailauth::results {

namespace {

using report::escape_for_csv;
using report::escape_for_markdown;
using report::Ink;
using report::Pen;

constexpr unsigned count_width = 9, share_width = 8, bar_width = 10;
constexpr unsigned bar_needs = 72;  // columns of the terminal

std::string head(const Statistics& statistics) {
  std::string line = fmt::format("{} domains: {}", grouped(statistics.domains), to_text(statistics.outcomes));
  if (statistics.absent > 0) line += fmt::format("; {} do not exist", grouped(statistics.absent));
  return line;
}

// "████▌     ": eighths of a column, so that what is rare can be seen as well.
std::string bar(std::size_t part, std::size_t of, const Pen& pen) {
  constexpr std::array<std::string_view, 8> eighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const std::size_t length = of == 0 ? 0 : std::clamp<std::size_t>(8 * bar_width * part / of, 1, 8 * bar_width);
  const std::size_t whole = pen.style().utf8 ? length / 8 : (length + 7) / 8;
  std::string text;
  for (std::size_t at = 0; at < whole; ++at) text += pen.style().utf8 ? "█" : "#";
  if (pen.style().utf8) text += eighths[length % 8];
  return text + std::string(bar_width - report::display_width(text), ' ');
}

std::string row_text(const Row& row, std::size_t domains, const Pen& pen) {
  const std::string numbers =
      fmt::format("  {:>{}} {:>{}}  ", grouped(row.domains), count_width, share(row.domains, domains), share_width);
  std::string first = numbers;
  if (pen.width() >= bar_needs) first += pen.paint(Ink::dim, bar(row.domains, domains, pen)) + "  ";
  const auto indent = static_cast<unsigned>(numbers.size() + (pen.width() >= bar_needs ? bar_width + 2 : 0));
  std::string name = text::escape_bytes(row.name);
  if (!row.note.empty()) name += " (" + text::escape_bytes(row.note) + ")";
  if (!row.severity) return report::wrap(name, pen.width(), indent, first);
  const std::string severity = fmt::format("{:<8} ", rules::to_string(*row.severity));
  return report::wrap(name, pen.width(), indent + static_cast<unsigned>(severity.size()),
                      first + pen.paint(report::ink_of(*row.severity), severity));
}

// How to see which domains a number stands for.
std::string hint(const Statistics& statistics, const Pen& pen) {
  const auto rules = std::ranges::find(statistics.distributions, "rules", &Distribution::id);
  if (rules == statistics.distributions.end() || rules->counts.empty()) return "";
  std::string command = "which domains: mailauth summary";
  for (const FileReport& file : statistics.files) command += " " + text::shell_word(file.path);
  command += " --list " + text::shell_word(rules->counts.front().name);
  return "\n" + report::wrap(pen.display(command), pen.width(), 4, "  ");
}

}  // namespace

std::string to_text(const Statistics& statistics, const report::TextStyle& style) {
  const Pen pen(style);
  std::string out = "\n" + report::wrap(head(statistics), pen.width(), 4, "  ");
  for (const std::string& remark : remarks(statistics))
    out += report::wrap(pen.display(remark), pen.width(), 4, "  " + pen.paint(Ink::yellow, "! "));
  if (const std::string worst = to_text(statistics.worst, style); !worst.empty()) out += "\n" + worst;
  for (const Section& section : sections(statistics)) {
    out += "\n  " + pen.paint(section.id == "shared_primes" ? Ink::red : Ink::bold, section.title) + "\n";
    for (const Row& row : section.rows) out += row_text(row, statistics.domains, pen);
  }
  return out + hint(statistics, pen) + "\n";
}

std::string to_markdown(const Statistics& statistics) {
  std::string out = head(statistics) + "\n";
  for (const std::string& remark : remarks(statistics)) out += "\n> " + escape_for_markdown(remark) + "\n";
  for (const Section& section : sections(statistics)) {
    out += fmt::format("\n### {}\n\n| | domains | |\n|---|--:|--:|\n", section.title);
    for (const Row& row : section.rows) {
      const std::string note = row.note.empty() ? "" : " (" + escape_for_markdown(row.note) + ")";
      const std::string severity = row.severity ? fmt::format("{}: ", rules::to_string(*row.severity)) : "";
      out += fmt::format("| {}{}{} | {} | {} |\n", severity, escape_for_markdown(row.name), note, grouped(row.domains),
                         share(row.domains, statistics.domains));
    }
  }
  return out;
}

namespace {

std::string csv_row(const Section& section, const Row& row) {
  const std::string note(row.severity ? rules::to_string(*row.severity) : std::string_view(row.note));
  return fmt::format("{},{},{},{}\r\n", section.id, escape_for_csv(row.name), row.domains, escape_for_csv(note));
}

}  // namespace

std::string to_csv(const Statistics& statistics) {
  std::string out = "section,name,domains,note\r\n";  // RFC 4180
  out += fmt::format("domains,all,{},\r\ndomains,incomplete,{},\r\ndomains,absent,{},\r\n", statistics.domains,
                     statistics.incomplete, statistics.absent);
  for (const Outcome outcome : outcomes)
    out += fmt::format("outcome,{},{},\r\n", word_of(outcome), statistics.outcomes.of(outcome));
  for (const Section& section : sections(statistics))
    for (const Row& row : section.rows) out += csv_row(section, row);
  return out;
}

}  // namespace mailauth::results
