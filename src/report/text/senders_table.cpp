#include "report/text/senders_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/verdict_words.h"
#include "text/ascii.h"

namespace mailauth::report {

namespace {

using facts::Known;

struct SenderCell {
  std::string mark;  // one symbol, painted
  std::string text;
};
using SenderRow = std::array<SenderCell, 4>;  // sender, SPF, DKIM, DMARC

constexpr std::array<std::string_view, 4> heads{"sender", "SPF", "DKIM", "DMARC"};

Symbol symbol_of(const rules::SenderCheck& check) {
  if (check.result.passes == Known::no) return Symbol::bad;
  if (check.result.passes == Known::unknown || check.result.aligns.either() == Known::unknown) return Symbol::unknown;
  return check.partial || check.result.aligns.both() != Known::yes ? Symbol::warning : Symbol::good;
}

SenderCell cell_of(const rules::SenderCheck& check, const Pen& pen) {
  // Neither good nor bad: it is how this service works.
  if (check.foreign) return {fmt::format("{:<{}}", '-', pen.symbol_width()), pen.prose(check.words)};
  return {pen.symbol(symbol_of(check)), pen.prose(check.words)};
}

SenderRow row_of(const rules::Sender& sender, const Pen& pen) {
  const Answered answered = answer(sender.verdict);
  return {SenderCell{{}, pen.prose(sender.name)}, cell_of(sender.spf, pen), cell_of(sender.dkim, pen),
          SenderCell{pen.symbol(answered.symbol), std::string(rules::word_of(sender))}};
}

// With the blank behind it.
unsigned mark_width(const SenderCell& cell, const Pen& pen) { return cell.mark.empty() ? 0 : pen.symbol_width() + 1; }

unsigned width_of(const SenderCell& cell, const Pen& pen) { return mark_width(cell, pen) + display_width(cell.text); }

constexpr unsigned before_rows = 2, between = 2;
using Widths = std::array<unsigned, 4>;

// Broken at blanks, the mark in front of the first line, blanks behind each up to the width.
std::vector<std::string> lines_of(const SenderCell& cell, unsigned width, const Pen& pen) {
  const unsigned indent = mark_width(cell, pen);
  std::vector<std::string> lines;
  const std::string wrapped = wrap(cell.text, width, indent, std::string(indent, ' '));
  for (const std::string_view line : text::split(wrapped, '\n')) {
    if (line.empty()) continue;
    const bool has_mark = lines.empty() && indent > 0;
    const std::string blanks(width - std::min(width, display_width(line)), ' ');
    lines.push_back((has_mark ? cell.mark + " " + std::string(line.substr(indent)) : std::string(line)) + blanks);
  }
  return lines;
}

std::string side_by_side(const std::vector<SenderRow>& rows, const Widths& widths, const Pen& pen) {
  const std::string gap(between, ' ');
  std::string head;
  for (std::size_t i = 0; i < heads.size(); ++i)
    head += i + 1 == heads.size() ? std::string(heads[i]) : fmt::format("{:<{}}{}", heads[i], widths[i], gap);
  std::string out = "  " + pen.paint(Ink::dim, head) + "\n";
  for (const SenderRow& row : rows) {
    std::array<std::vector<std::string>, 4> cells;
    std::size_t height = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
      cells[i] = lines_of(row[i], widths[i], pen);
      height = std::max(height, cells[i].size());
    }
    for (std::size_t line = 0; line < height; ++line) {
      std::string text(before_rows, ' ');
      for (std::size_t i = 0; i < row.size(); ++i)
        text += (line < cells[i].size() ? cells[i][line] : std::string(widths[i], ' ')) + gap;
      while (text.ends_with(' ')) text.pop_back();
      out += text + "\n";
    }
  }
  return out;
}

// Where they do not fit beside each other.
std::string one_below_the_other(const std::vector<SenderRow>& rows, const Pen& pen) {
  constexpr unsigned head_width = 6, indent = 4;
  std::string out = "  " + pen.paint(Ink::dim, heads[0]) + "\n";
  for (const SenderRow& row : rows) {
    out += wrap(row[0].text, pen.width(), 2, "  ");
    for (std::size_t i = 1; i < row.size(); ++i)
      out += wrap(row[i].text, pen.width(), indent + head_width + mark_width(row[i], pen),
                  fmt::format("    {:<{}}{} ", heads[i], head_width, row[i].mark));
  }
  return out;
}

}  // namespace

std::string senders_table(const std::vector<rules::Sender>& senders, const Pen& pen) {
  if (senders.empty()) return {};
  std::vector<SenderRow> rows;
  for (const rules::Sender& sender : senders) rows.push_back(row_of(sender, pen));
  Widths widths{};
  for (std::size_t i = 0; i < heads.size(); ++i) {
    widths[i] = static_cast<unsigned>(heads[i].size());
    for (const SenderRow& row : rows) widths[i] = std::max(widths[i], width_of(row[i], pen));
  }
  const unsigned least = 20 + pen.symbol_width() + 1;  // wrap() keeps 20 columns for words
  const auto all = [&] { return before_rows + widths[0] + widths[1] + widths[2] + widths[3] + 3 * between; };
  for (const std::size_t column : {2u, 3u, 1u, 0u}) {  // the widest words are about DKIM
    const unsigned too_much = all() > pen.width() ? all() - pen.width() : 0;
    widths[column] -= std::min(too_much, widths[column] > least ? widths[column] - least : 0);
  }
  return all() <= pen.width() ? side_by_side(rows, widths, pen) : one_below_the_other(rows, pen);
}

}  // namespace mailauth::report
