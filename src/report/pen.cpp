#include "report/pen.h"

#include "text/ascii.h"
#include "text/idna.h"
#include "text/utf8.h"

namespace mailauth::report {

namespace {

std::string_view escape_sequence(Ink ink) {
  switch (ink) {
    case Ink::plain: return "";
    case Ink::bold: return "\x1b[1m";
    case Ink::dim: return "\x1b[2m";
    case Ink::red: return "\x1b[1;31m";
    case Ink::yellow: return "\x1b[33m";
    case Ink::green: return "\x1b[32m";
    case Ink::blue: return "\x1b[36m";
  }
  return "";
}

struct Glyph {
  Ink ink;
  std::string_view utf8, ascii;
};

Glyph glyph(Symbol symbol) {
  switch (symbol) {
    case Symbol::good: return {Ink::green, "✓", "ok  "};
    case Symbol::warning: return {Ink::yellow, "!", "!   "};
    case Symbol::bad: return {Ink::red, "✗", "FAIL"};
    case Symbol::unknown: return {Ink::blue, "?", "?   "};
  }
  return {};
}

// The part of `text` that fits into `width` columns, cut between code points; at least one of them.
std::string_view cut(std::string_view text, unsigned width) {
  std::size_t at = 0;
  unsigned columns = 0;
  while (at < text.size()) {
    const auto point = text::decode_utf8(text.substr(at)).value_or(text::CodePoint{U'?', 1});
    columns += text::display_width(point.value);
    if (columns > width && at > 0) break;
    at += point.length;
  }
  return text.substr(0, at);
}

}  // namespace

std::string Pen::paint(Ink ink, std::string_view text) const {
  if (!style_.colour || ink == Ink::plain || text.empty()) return std::string(text);
  return std::string(escape_sequence(ink)).append(text).append("\x1b[0m");
}

std::string Pen::symbol(Symbol symbol) const {
  const Glyph g = glyph(symbol);
  return paint(g.ink, style_.utf8 ? g.utf8 : g.ascii);
}

std::string_view Pen::bar() const { return style_.utf8 ? "│" : "|"; }
std::string_view Pen::ellipsis() const { return style_.utf8 ? "…" : "..."; }
std::string_view Pen::dot() const { return style_.utf8 ? " · " : " - "; }

std::string Pen::line(unsigned length) const {
  std::string line;
  for (unsigned i = 0; i < length; ++i) line += style_.utf8 ? "─" : "-";
  return line;
}

std::string Pen::display(std::string_view bytes) const { return text::escape_for_display(bytes, style_.utf8); }

std::string Pen::prose(std::string_view bytes) const {
  return display(style_.utf8 ? text::with_u_labels(bytes) : std::string(bytes));
}

unsigned display_width(std::string_view text) {
  unsigned columns = 0;
  while (!text.empty()) {
    const auto point = text::decode_utf8(text).value_or(text::CodePoint{U'?', 1});
    columns += text::display_width(point.value);
    text.remove_prefix(point.length);
  }
  return columns;
}

namespace {

// A word can be as long as a record, so only as much of it is measured as decides.
bool is_wider(std::string_view word, unsigned room) {
  unsigned columns = 0;
  while (!word.empty() && columns <= room) {
    const auto point = text::decode_utf8(word).value_or(text::CodePoint{U'?', 1});
    columns += text::display_width(point.value);
    word.remove_prefix(point.length);
  }
  return columns > room;
}

}  // namespace

std::string wrap(std::string_view text, unsigned width, unsigned indent, std::string_view first) {
  std::string out = first.empty() ? std::string(indent, ' ') : std::string(first);
  const unsigned room = width > indent + 20 ? width - indent : 20;
  unsigned column = 0;
  const auto next_line = [&] {
    out += '\n' + std::string(indent, ' ');
    column = 0;
  };
  for (std::string_view word : text::split(text, ' ')) {
    if (word.empty()) continue;
    if (column > 0 && (column + 1 > room || is_wider(word, room - column - 1))) next_line();
    if (column > 0) {
      out += ' ';
      ++column;
    }
    while (is_wider(word, room)) {
      const std::string_view piece = cut(word, room);
      out += piece;
      word.remove_prefix(piece.size());
      next_line();
    }
    out += word;
    column += display_width(word);
  }
  return out += '\n';
}

Ink ink_of(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::error: return Ink::red;
    case rules::Severity::warning: return Ink::yellow;
    case rules::Severity::info: return Ink::blue;
  }
  return Ink::plain;
}

std::string_view label_of(const rules::Finding& finding) {
  if (finding.certainty == rules::Certainty::indeterminate) return "unknown";
  return rules::to_string(finding.severity);
}

}  // namespace mailauth::report
