#include "inputs/reading/written.h"

#include <fmt/format.h>

#include <algorithm>

namespace mailauth::inputs {

namespace {

std::vector<text::Anchor> anchors_of(const Written& part) {
  if (!part.verbatim) return part.anchors;
  std::vector<text::Anchor> anchors{{0, part.line, part.column}};
  for (std::size_t at = part.text.find('\n'); at != std::string::npos; at = part.text.find('\n', at + 1))
    anchors.push_back({static_cast<uint32_t>(at + 1), anchors.back().line + 1, 1});
  return anchors;
}

}  // namespace

std::string_view Written::at(text::Span span) const {
  const std::size_t begin = std::min<std::size_t>(span.begin, text.size());
  const std::size_t end = std::min<std::size_t>(std::max(span.begin, span.end), text.size());
  return std::string_view(text).substr(begin, end - begin);
}

Written written_at(const text::Position& begin, std::string_view bytes) {
  return {.text = std::string(bytes), .line = begin.line, .column = begin.column, .verbatim = true};
}

std::shared_ptr<const text::Place> place_of(const text::Position& begin, std::string within, const Written& part) {
  return std::make_shared<const text::Place>(text::Place{begin, std::move(within), anchors_of(part)});
}

text::Source source_of(const Record& record, const Written& part) {
  const text::Place of_record = record.place ? *record.place : text::Place{};
  const text::Position begin{of_record.begin.file, part.line, part.column};
  return {
      fmt::format("{} {}", record.owner.text(), record.type), part.text, {}, place_of(begin, of_record.within, part)};
}

text::Span span_within(std::string_view whole, std::string_view part) {
  const auto begin = static_cast<uint32_t>(part.data() - whole.data());
  return {begin, begin + static_cast<uint32_t>(part.size())};
}

}  // namespace mailauth::inputs
