#pragma once
// Columns as SARIF counts them: in characters, where ours are bytes.

#include "report/formats.h"
#include "report/location.h"

namespace mailauth::report {

// SARIF 2.1.0 3.14.17: the code points of Unicode. A byte that is no UTF-8 is one, too.
inline constexpr std::string_view column_kind = "unicodeCodePoints";

// Without columns when the lines of the file are not as they were.
Location in_characters(Location location, const LineOf& line_of);

}  // namespace mailauth::report
