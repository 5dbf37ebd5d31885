#pragma once
// Numbers as summaries and diffs print them.

#include <cstddef>
#include <string>
#include <string_view>

#include "text/ascii.h"

namespace mailauth::results {

using text::grouped;
std::string share(std::size_t part, std::size_t of);  // "12.5 %"; of nothing: "-"

}  // namespace mailauth::results
