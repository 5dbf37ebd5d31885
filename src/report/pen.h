#pragma once
// How text reports look: colours, symbols with their ASCII forms, and wrapping at words.

#include <string>
#include <string_view>

#include "report/report.h"

namespace mailauth::report {

enum class Ink : uint8_t { plain, bold, dim, red, yellow, green, blue };
enum class Symbol : uint8_t { good, warning, bad, unknown };

class Pen {
 public:
  explicit Pen(const TextStyle& style) : style_(style) {}

  std::string paint(Ink ink, std::string_view text) const;
  std::string symbol(Symbol symbol) const;  // painted: ✓ ! ✗ ? or ok ! FAIL ?, padded to one width
  unsigned symbol_width() const { return style_.utf8 ? 1 : 4; }
  std::string_view bar() const;  // the edge of an excerpt: │ or |
  std::string_view ellipsis() const;
  std::string_view dot() const;                       // between facts of one line: · or -
  std::string line(unsigned length) const;            // a horizontal rule
  std::string display(std::string_view bytes) const;  // bytes of the DNS, safe on this terminal
  std::string prose(std::string_view bytes) const;    // the same for a sentence: U-labels stand beside A-labels
  unsigned width() const { return style_.width < 40 ? 40 : style_.width; }
  const TextStyle& style() const { return style_; }

 private:
  TextStyle style_;
};

// Columns that UTF-8 text without escape sequences takes.
unsigned display_width(std::string_view text);

// Breaks at blanks so that every line, with its indentation, fits the width; longer words are cut.
// `first` stands before the first line and takes `indent` columns, the others are indented by blanks.
std::string wrap(std::string_view text, unsigned width, unsigned indent, std::string_view first = {});

Ink ink_of(rules::Severity severity);
std::string_view label_of(const rules::Finding& finding);  // "error", "warning", "info", "unknown"

}  // namespace mailauth::report
