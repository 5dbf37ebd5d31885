#pragma once
// Lines and columns of the bytes of a file.

#include <string>
#include <string_view>
#include <vector>

#include "text/source.h"

namespace mailauth::inputs {

// UTF-8 may begin with it; what it stands in front of is column 1 all the same.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

class Lines {
 public:
  explicit Lines(std::string_view bytes);

  // Where a byte stands; `offset` is kept for text::Anchor.
  text::Anchor at(std::size_t byte, std::size_t offset = 0) const;

 private:
  std::vector<std::size_t> begins_;
};

}  // namespace mailauth::inputs
