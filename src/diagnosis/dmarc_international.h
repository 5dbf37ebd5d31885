#pragma once
// Report addresses in other letters than those of ASCII:
//
//     rua=mailto:dmarc@münchen.example

#include <optional>
#include <string>
#include <vector>

#include "records/dmarc.h"

namespace mailauth::diagnosis {

struct InternationalUri {
  text::Span span;
  std::optional<std::string> ascii;  // with the domain in A-labels; nothing when the mailbox has such letters, too
};

// Those of rua= and ruf= in which every character that is not ASCII is a letter, and no slip like a typographic quote.
std::vector<InternationalUri> international_uris(const records::dmarc::Record& record);

}  // namespace mailauth::diagnosis
