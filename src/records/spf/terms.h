#pragma once
// One term of an SPF record: a directive or a modifier (RFC 7208 12).

#include <string_view>

#include "records/spf.h"

namespace mailauth::records::spf {

// `span` is not empty and has no space in it.
Term parse_term(std::string_view text, text::Span span);

}  // namespace mailauth::records::spf
