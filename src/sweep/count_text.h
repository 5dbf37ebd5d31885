#pragma once
// Numbers and names as summaries and diffs print them.

#include <cstddef>
#include <string>
#include <string_view>

namespace mailauth::sweep {

std::string grouped(std::size_t number);                 // "1,000,000"
std::string share(std::size_t part, std::size_t of);     // "12.5 %"; of nothing: "-"
std::string escape_for_markdown(std::string_view text);  // printable ASCII into a cell of a table
std::string escape_for_csv(std::string_view text);  // the same into a field that no spreadsheet takes for a formula

}  // namespace mailauth::sweep
