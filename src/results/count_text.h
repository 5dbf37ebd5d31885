#pragma once
// Numbers as summaries and diffs print them.

#include <cstddef>
#include <string>
#include <string_view>

namespace mailauth::results {

std::string grouped(std::size_t number);              // "1,000,000"
std::string share(std::size_t part, std::size_t of);  // "12.5 %"; of nothing: "-"

}  // namespace mailauth::results
