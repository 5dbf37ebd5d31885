#pragma once
// stdout, stderr and what the terminal can show.

#include <string_view>

#include "cli/options.h"
#include "mailauth/report/report.h"

namespace mailauth::cli {

// Colour only on a terminal and without NO_COLOR, symbols only in a UTF-8 locale.
report::TextStyle text_style(const OutputOptions& options);

void print(std::string_view text);        // to stdout; throws when it cannot be written
void flush_output();                      // the same
void print_error(std::string_view text);  // "mailauth: ..." to stderr, on one line

}  // namespace mailauth::cli
