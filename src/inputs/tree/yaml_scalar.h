#pragma once
// Where the bytes of a YAML scalar stand. The parser says what a scalar is and where it begins; this follows its text
// through quotes, escapes, folded lines and block indentation (YAML 1.2 7.3, 8.1).

#include <string_view>

#include "inputs/reading/lines.h"
#include "inputs/tree/tree.h"

namespace mailauth::inputs {

// `scalar.begin` is where its node begins, tag and anchor ("!Sub &name") included; moved to the text, or the quote.
// When the text cannot be followed it has no anchors.
void place_scalar(Tree& scalar, std::string_view bytes, const Lines& lines);

}  // namespace mailauth::inputs
