#pragma once
// The list of report addresses in rua= and ruf= (RFC 9989 4.8: dmarc-urilist).

#include <cstddef>
#include <string_view>
#include <vector>

#include "records/dmarc.h"

namespace mailauth::records::dmarc {

inline constexpr std::size_t max_uris = 10'000;  // what follows is one last item

// The items of the list in `value`. An item that is nothing but a swallowed tag (", ruf=mailto:...") is none.
std::vector<Uri> parse_uris(std::string_view text, text::Span value, const std::vector<SwallowedTag>& swallowed);

}  // namespace mailauth::records::dmarc
