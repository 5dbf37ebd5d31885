#include "inputs/reading/lines.h"

#include <algorithm>
#include <iterator>

namespace mailauth::inputs {

Lines::Lines(std::string_view bytes) : begins_{bytes.starts_with(byte_order_mark) ? byte_order_mark.size() : 0} {
  for (std::size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1))
    begins_.push_back(at + 1);
}

text::Anchor Lines::at(std::size_t byte, std::size_t offset) const {
  byte = std::max(byte, begins_.front());
  const auto line = std::prev(std::upper_bound(begins_.begin(), begins_.end(), byte));
  return {static_cast<uint32_t>(offset), static_cast<uint32_t>(line - begins_.begin() + 1),
          static_cast<uint32_t>(byte - *line + 1)};
}

}  // namespace mailauth::inputs
