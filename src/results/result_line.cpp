#include "results/result_line.h"

namespace mailauth::results {

namespace {

constexpr std::string_view domain_begins = R"({"domain":")", summary_begins = R"({"type":"summary")";

}  // namespace

LineKind kind_of(std::string_view line) {
  if (!line.ends_with('}')) return LineKind::other;
  if (line.starts_with(summary_begins)) return LineKind::summary;
  return line.starts_with(domain_begins) && !domain_of(line).empty() ? LineKind::domain : LineKind::other;
}

std::string_view domain_of(std::string_view line) {
  line.remove_prefix(domain_begins.size());
  return line.substr(0, line.find('"'));
}

// The first member of that name is the line's own; one in a string has its quotes escaped.
bool is_complete(std::string_view line) {
  constexpr std::string_view member = "\"complete\":";
  const std::size_t at = line.find(member);
  return at != std::string_view::npos && line.substr(at + member.size()).starts_with("true");
}

}  // namespace mailauth::results
