#pragma once
// stdout, stderr and what the terminal can show.

#include <string_view>

#include "cli/shared/output_options.h"
#include "report/report.h"

namespace mailauth::cli {

// Colour only on a terminal and without NO_COLOR, symbols only in a UTF-8 locale.
report::TextStyle text_style(const OutputOptions& options);

// The same for lists, of which each item is one whole line where stdout is no terminal: others read them line by line.
report::TextStyle list_style(const OutputOptions& options);

// The same for what is drawn over and over on stderr, where a line that is too long would break that: exactly as wide
// as the terminal, and without colour.
report::TextStyle progress_style();
bool can_redraw();                 // stderr is a terminal, and not a dumb one
void draw(std::string_view text);  // on stderr, at once

void print(std::string_view text);        // to stdout; throws when it cannot be written
void flush_output();                      // the same
void print_error(std::string_view text);  // "mailauth: ..." to stderr, on one line

}  // namespace mailauth::cli
