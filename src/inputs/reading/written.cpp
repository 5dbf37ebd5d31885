#include "inputs/reading/written.h"

namespace mailauth::inputs {

text::Source written_at(const text::Position& begin, std::string_view bytes, std::string where) {
  text::Place place{begin};
  place.anchors.push_back({0, begin.line, begin.column});
  for (std::size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1))
    place.anchors.push_back({static_cast<uint32_t>(at + 1), place.anchors.back().line + 1, 1});
  return {std::move(where), std::string(bytes), {}, std::make_shared<const text::Place>(std::move(place))};
}

text::Span span_within(std::string_view whole, std::string_view part) {
  const auto begin = static_cast<uint32_t>(part.data() - whole.data());
  return {begin, begin + static_cast<uint32_t>(part.size())};
}

}  // namespace mailauth::inputs
