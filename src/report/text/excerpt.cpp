#include "report/text/excerpt.h"

#include <algorithm>

#include "text/utf8.h"

namespace mailauth::report {

namespace {

constexpr unsigned margin = 3;  // " │ "
constexpr std::size_t lines_shown_whole = 4;
constexpr std::ptrdiff_t longest_look_back = 30;  // cells

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

using Cells = std::vector<Cell>::const_iterator;

bool may_break_after(const Cell& cell) { return cell.text == " " || cell.text == ";" || cell.text == ","; }

// Where the line that begins with `begin` ends: behind a separator when there is one near the edge, so that
// terms and tags stay whole.
Cells end_of_line(Cells begin, Cells end, unsigned room) {
  unsigned column = 0;
  Cells fits = begin;
  while (fits != end && (fits == begin || column + fits->width <= room)) column += (fits++)->width;
  if (fits == end) return end;
  for (Cells cell = fits; cell != begin && fits - cell < longest_look_back; --cell)
    if (may_break_after(*std::prev(cell))) return cell;
  return fits;
}

Line line_of(Cells begin, Cells end) {
  Line line;
  unsigned column = 0;
  line.begin = begin == end ? 0 : begin->begin;
  for (Cells cell = begin; cell != end; ++cell) {
    line.text += cell->text;
    line.columns.insert(line.columns.end(), cell->end - cell->begin, column);
    column += cell->width;
  }
  line.end = line.begin + static_cast<uint32_t>(line.columns.size());
  line.columns.push_back(column);
  return line;
}

void add_lines(Cells begin, Cells end, const Pen& pen, std::vector<Line>& lines) {
  do {
    const Cells next = end_of_line(begin, end, pen.width() - margin);
    lines.push_back(line_of(begin, next));
    begin = next;
  } while (begin != end);
}

std::vector<Line> lines_of(std::string_view bytes, const Pen& pen) {
  const std::vector<Cell> cells = cells_of(bytes, pen);
  std::vector<Line> lines;
  add_lines(cells.begin(), cells.end(), pen, lines);
  return lines;
}

// Is this line feed one of the file itself, and not a byte that an escape says? Then the text goes on in the next line.
bool ends_line_of_file(const text::Source& record, uint32_t at) {
  if (record.text[at] != '\n' || !record.place) return false;
  return text::position_of(record, at + 1).line > text::position_of(record, at).line;
}

// A text that is written over several lines of a file stands on as many here.
std::vector<Line> lines_of(const text::Source& record, const Pen& pen) {
  const std::vector<Cell> cells = cells_of(record.text, pen);
  std::vector<Line> lines;
  Cells begin = cells.begin();
  for (Cells cell = begin; cell != cells.end(); ++cell) {
    if (!ends_line_of_file(record, cell->begin)) continue;
    add_lines(begin, cell, pen, lines);
    ++lines.back().end;  // what points at the line feed points behind the line
    lines.back().columns.push_back(lines.back().columns.back());
    begin = std::next(cell);
  }
  add_lines(begin, cells.end(), pen, lines);
  return lines;
}

// A mark on the line where it begins. What goes on over the next lines is not underlined there: it is a key.
struct Caret {
  unsigned begin = 0, end = 0;  // columns
  std::string message;
};

std::vector<Caret> carets_on(const Line& line, const std::vector<rules::Mark>& marks, bool last, const Pen& pen) {
  std::vector<Caret> carets;
  for (const rules::Mark& mark : marks) {
    const bool begins = mark.span.begin >= line.begin && (mark.span.begin < line.end || last);
    if (!begins) continue;
    const uint32_t first = std::min(mark.span.begin, line.end) - line.begin;
    const uint32_t after = std::clamp(mark.span.end, line.begin, line.end) - line.begin;
    Caret caret{line.columns[first], line.columns[std::max(first, after)], pen.display(mark.message)};
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
  const std::vector<Line> lines = lines_of(record, pen);
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
