// Lines of a list from anywhere: a column is chosen, and what stands in it is a part of its line; a list of one domain
// a line stays one.

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "sweep/list/columns.h"
#include "text/ascii.h"

namespace mailauth::list_columns_fuzz {

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::vector<std::string> lines;
  for (const std::string_view line : text::split({reinterpret_cast<const char*>(data), size}, '\n'))
    if (lines.size() < sweep::sample_lines && !sweep::says_nothing(line)) lines.emplace_back(line);
  const sweep::Layout layout = sweep::layout_of(lines);
  require(layout.column < sweep::max_columns && !layout.separators.empty());
  for (const std::string& line : lines) {
    const std::string value = sweep::value_of(line, layout);
    require(value.size() <= line.size() && value == text::trim(value));
    if (!sweep::has_columns(line) && line.find_first_of("\"#") == std::string::npos) require(value == text::trim(line));
    sweep::is_header(line, layout);
  }
  return 0;
}

}  // namespace mailauth::list_columns_fuzz
