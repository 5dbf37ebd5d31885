#include "mailauth/text/source.h"

#include <algorithm>

namespace mailauth::text {

std::string_view Source::at(Span span) const {
  const std::size_t begin = std::min<std::size_t>(span.begin, text.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, text.size());
  return std::string_view(text).substr(begin, end - begin);
}

}  // namespace mailauth::text
