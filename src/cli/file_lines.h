#pragma once
// The lines of files that were read before, for reports that say where in them something stands.

#include "report/formats.h"

namespace mailauth::cli {

// Keeps one file at a time. Of what is no regular file, such as the standard input, there are no lines.
report::LineOf lines_of_files();

}  // namespace mailauth::cli
