#pragma once
// Small helpers of the parsers: spans of a text that is not a Source yet.

#include <string_view>

#include "text/source.h"

namespace mailauth::records {

std::string_view bytes_of(std::string_view text, text::Span span);

bool is_white_space(char c);  // WSP, and the CR and LF of folding
text::Span trimmed(std::string_view text, text::Span span);

// The span between `span` and the next `separator` behind it; `list` shrinks to what follows. Used as
//
//     for (bool more = true; more;) { const Span item = take_item(text, list, ',', more); ... }
text::Span take_item(std::string_view text, text::Span& list, char separator, bool& more);

}  // namespace mailauth::records
