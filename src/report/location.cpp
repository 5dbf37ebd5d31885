#include "report/location.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace mailauth::report {

namespace {

// Shown when nothing says where a domain was asked for: where people would put it.
constexpr std::string_view usual_file = "mailauth.toml";

std::string in_repository(const std::string& path) {
  return std::filesystem::path(path).lexically_normal().generic_string();
}

Location location_at(const text::Position& position) {
  const uint32_t line = std::max(position.line, 1u);
  return {in_repository(position.file), line, position.column, line, 0, {}};
}

Location location_of(const text::Position& origin) {
  return location_at(origin.file.empty() ? text::Position{std::string(usual_file), 1, 1} : origin);
}

}  // namespace

std::optional<Location> location_in_file(const text::Source& record, text::Span span) {
  if (!record.place || record.place->begin.file.empty()) return std::nullopt;
  const text::Place& place = *record.place;
  if (place.in_plan && !place.within.empty()) return Location{place.within, 0, 0, 0, 0, place.within};
  Location location = location_at(text::position_of(record, span.begin));
  location.within = place.within;
  if (location.column == 0) return location;
  // After its last byte: what follows may stand elsewhere.
  const text::Position last = text::position_of(record, span.empty() ? span.begin : span.end - 1);
  location.end_line = std::max(last.line, location.line);
  location.end_column = last.column + (span.empty() ? 0 : 1);
  return location;
}

Location location_of(const inputs::Gap& gap) {
  return gap.resource.empty() ? location_of(gap.position) : Location{gap.resource, 0, 0, 0, 0, gap.resource};
}

Location location_of(const rules::Finding& finding, const DomainReport& report) {
  if (finding.record) {
    const text::Span span = finding.marks.empty() ? finding.record->whole() : finding.marks.front().span;
    if (auto location = location_in_file(*finding.record, span)) return *std::move(location);
  }
  return location_of(report.origin);
}

std::string to_string(const Location& location) {
  return location.line == 0 ? location.file : fmt::format("{}:{}", location.file, location.line);
}

}  // namespace mailauth::report
