#pragma once
// What the words of a record say that stands in a file.

#include <string>

#include "inputs/record.h"

namespace mailauth::inputs {

// The bytes that one of `record.words` says: without its quotes, and with its escapes as the format has them.
std::string said(const Record& record, text::Span word);

// The data as it is written in a file of this format, for the place of `written_data`; nothing when that depends on
// more than the format.
std::optional<std::string> write_as(Format format, const dns::Data& data);

}  // namespace mailauth::inputs
