#pragma once
// Text as a file has it: one stretch of its bytes.

#include <string>
#include <string_view>

#include "inputs/record.h"

namespace mailauth::inputs {

// `bytes` begin at this position of the file; they may go on over several lines.
text::Source written_at(const text::Position& begin, std::string_view bytes, std::string where);

// The place of `part` in `whole`, which it is a view into.
text::Span span_within(std::string_view whole, std::string_view part);

}  // namespace mailauth::inputs
