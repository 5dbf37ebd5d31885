#pragma once
// The version section of an SPF record, and what people write instead of it.

#include <string_view>

#include "text/source.h"

namespace mailauth::records::spf {

// "v=spf1" of a record, or the bytes that were meant as it: `v:spf1`, `v=spf1;`, ` v=spf1`, `"v=spf1`, `spf1`.
// It begins with the text. Empty when there is nothing like it.
text::Span find_version(std::string_view text);

}  // namespace mailauth::records::spf
