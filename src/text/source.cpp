#include "text/source.h"

#include <algorithm>
#include <iterator>

namespace mailauth::text {

std::string_view Source::at(Span span) const {
  const std::size_t begin = std::min<std::size_t>(span.begin, text.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, text.size());
  return std::string_view(text).substr(begin, end - begin);
}

bool operator==(const Source& a, const Source& b) {
  if (&a == &b) return true;
  const bool same_place = a.place == b.place || (a.place && b.place && *a.place == *b.place);
  return a.where == b.where && a.text == b.text && a.joints == b.joints && same_place;
}

Position position_of(const Source& source, uint32_t offset) {
  const Place& place = *source.place;
  const auto after = std::upper_bound(place.anchors.begin(), place.anchors.end(), offset,
                                      [](uint32_t at, const Anchor& anchor) { return at < anchor.offset; });
  if (after == place.anchors.begin()) return place.begin;
  const Anchor& anchor = *std::prev(after);
  return {place.begin.file, anchor.line, anchor.column + (offset - anchor.offset)};
}

}  // namespace mailauth::text
