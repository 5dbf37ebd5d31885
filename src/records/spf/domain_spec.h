#pragma once
// The domain-spec of SPF (RFC 7208 7.1): a macro-string that ends in a top label or in a macro.

#include <optional>
#include <string>
#include <string_view>

#include "records/spf.h"

namespace mailauth::records::spf {

struct Fault {
  Flaw flaw;
  text::Span span;  // the bytes to blame
};

// The first thing that is wrong with a domain-spec; nothing when it is well formed.
std::optional<Fault> fault_in_domain_spec(std::string_view text, text::Span span);
// The same for the macro-string of a modifier that nobody knows.
std::optional<Fault> fault_in_macro_string(std::string_view text, text::Span span);

}  // namespace mailauth::records::spf
