#include "report/excerpt.h"

#include <algorithm>

#include "mailauth/text/utf8.h"

namespace mailauth::report {

namespace {

constexpr unsigned margin = 3;  // " │ "
constexpr std::size_t lines_shown_whole = 4;

// What one code point, or one byte that is none, looks like on the terminal.
struct Cell {
  std::string text;
  unsigned width = 0;
  uint32_t begin = 0, end = 0;  // bytes of the record
};

std::vector<Cell> cells_of(std::string_view bytes, const Pen& pen) {
  std::vector<Cell> cells;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = text::decode_utf8(bytes.substr(at)).value_or(text::CodePoint{0, 1}).length;
    Cell cell{pen.display(bytes.substr(at, length)), 0, static_cast<uint32_t>(at), static_cast<uint32_t>(at + length)};
    cell.width = display_width(cell.text);
    cells.push_back(std::move(cell));
    at += length;
  }
  return cells;
}

struct Line {
  std::string text;
  uint32_t begin = 0, end = 0;    // bytes of the record
  std::vector<unsigned> columns;  // of each byte, and of the place after the last one
};

std::vector<Line> lines_of(std::string_view bytes, const Pen& pen) {
  const unsigned room = pen.width() - margin;
  std::vector<Line> lines(1);
  unsigned column = 0;
  for (const Cell& cell : cells_of(bytes, pen)) {
    if (column > 0 && column + cell.width > room) {
      lines.back().columns.push_back(column);
      lines.push_back({"", cell.begin, cell.begin, {}});
      column = 0;
    }
    Line& line = lines.back();
    line.text += cell.text;
    line.end = cell.end;
    line.columns.insert(line.columns.end(), cell.end - cell.begin, column);
    column += cell.width;
  }
  lines.back().columns.push_back(column);
  return lines;
}

// The part of a mark that lies on one line.
struct Caret {
  unsigned begin = 0, end = 0;  // columns
  std::string message;          // only where the mark begins
};

bool begins_on(const Line& line, uint32_t at, bool last) { return at >= line.begin && (at < line.end || last); }

std::vector<Caret> carets_on(const Line& line, const std::vector<rules::Mark>& marks, bool last, const Pen& pen) {
  std::vector<Caret> carets;
  for (const rules::Mark& mark : marks) {
    const bool begins = begins_on(line, mark.span.begin, last);
    const bool goes_on = mark.span.begin < line.begin && mark.span.end > line.begin;
    if (!begins && !goes_on) continue;
    const uint32_t first = std::clamp(mark.span.begin, line.begin, line.end) - line.begin;
    const uint32_t after = std::clamp(mark.span.end, line.begin, line.end) - line.begin;
    Caret caret{line.columns[first], line.columns[std::max(first, after)], begins ? pen.display(mark.message) : ""};
    caret.end = std::max(caret.end, caret.begin + 1);
    carets.push_back(std::move(caret));
  }
  std::stable_sort(carets.begin(), carets.end(), [](const Caret& a, const Caret& b) { return a.begin < b.begin; });
  return carets;
}

// Text that stands somewhere under the record: in row 0 beside the carets, or further down.
struct Piece {
  std::size_t row = 0;
  unsigned column = 0;
  std::string text;
};

// Does the message fit behind its caret, in front of the next caret or the edge?
bool fits_beside(const std::vector<Caret>& carets, std::size_t index, unsigned room) {
  const unsigned end = carets[index].end + 1 + display_width(carets[index].message);
  return index + 1 < carets.size() ? end < carets[index + 1].begin : end <= room;
}

// Carets in row 0, each message beside its caret or, when there is no room, in a row of its own below it.
std::vector<Piece> place(const std::vector<Caret>& carets, unsigned room) {
  std::vector<Piece> pieces;
  std::size_t rows = 1;
  for (std::size_t i = 0; i < carets.size(); ++i) {
    const Caret& caret = carets[i];
    const bool drawn = i > 0 && caret.begin < carets[i - 1].end;  // two marks at one place share the caret
    if (!drawn) pieces.push_back({0, caret.begin, std::string(caret.end - caret.begin, '^')});
    if (caret.message.empty()) continue;
    const unsigned width = display_width(caret.message);
    if (!drawn && fits_beside(carets, i, room))
      pieces.push_back({0, caret.end + 1, caret.message});
    else
      pieces.push_back(
          {rows++, caret.begin + width <= room ? caret.begin : (width < room ? room - width : 0), caret.message});
  }
  return pieces;
}

std::vector<std::string> rows_under(const std::vector<Caret>& carets, unsigned room) {
  std::vector<std::string> rows;
  for (const Piece& piece : place(carets, room)) {
    if (rows.size() <= piece.row) rows.resize(piece.row + 1);
    std::string& row = rows[piece.row];
    const unsigned used = display_width(row);
    if (used < piece.column) row.append(piece.column - used, ' ');
    row += piece.text;
  }
  return rows;
}

std::string edge(const Pen& pen) { return " " + pen.paint(Ink::dim, pen.bar()) + " "; }

}  // namespace

std::string excerpt(const text::Source& record, const std::vector<rules::Mark>& marks, const Pen& pen, Ink ink) {
  const std::vector<Line> lines = lines_of(record.text, pen);
  std::string out;
  bool skipping = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool last = i + 1 == lines.size();
    const std::vector<Caret> carets = carets_on(lines[i], marks, last, pen);
    if (lines.size() > lines_shown_whole && i > 0 && carets.empty()) {
      if (!skipping) out += edge(pen) + pen.paint(Ink::dim, pen.ellipsis()) + "\n";
      skipping = true;
      continue;
    }
    skipping = false;
    out += edge(pen) + lines[i].text + "\n";
    if (carets.empty()) continue;
    for (const std::string& row : rows_under(carets, pen.width() - margin))
      out += edge(pen) + pen.paint(ink, row) + "\n";
  }
  return out;
}

std::string quotation(std::string_view record, const Pen& pen) {
  std::string out;
  for (const Line& line : lines_of(record, pen)) out += edge(pen) + line.text + "\n";
  return out;
}

}  // namespace mailauth::report
