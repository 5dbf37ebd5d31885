#include "facts/services/index.h"

#include <algorithm>
#include <optional>

namespace mailauth::facts {

namespace {

std::string_view take_last_label(std::string_view& name) {
  const std::size_t dot = name.rfind('.');
  const std::string_view label = dot == std::string_view::npos ? name : name.substr(dot + 1);
  name = dot == std::string_view::npos ? std::string_view{} : name.substr(0, dot);
  return label;
}

// The same without "*": as nearly all patterns are, and nearly none of them matches.
std::optional<std::size_t> matched_literally(std::string_view name, std::string_view pattern, bool only_below) {
  if (!name.ends_with(pattern)) return std::nullopt;
  const bool whole = name.size() == pattern.size();
  if (whole ? only_below : name[name.size() - pattern.size() - 1] != '.') return std::nullopt;
  return static_cast<std::size_t>(std::ranges::count(pattern, '.')) + 1;
}

// How many labels of the name the pattern covers, compared from the right; nothing when it does not match.
std::optional<std::size_t> matched_labels(std::string_view name, std::string_view pattern) {
  const bool only_below = pattern.starts_with('.');
  if (only_below) pattern.remove_prefix(1);
  if (pattern.find('*') == std::string_view::npos) return matched_literally(name, pattern, only_below);
  std::size_t labels = 0;
  while (!pattern.empty()) {
    if (name.empty()) return std::nullopt;
    const std::string_view label = take_last_label(name);
    const std::string_view wanted = take_last_label(pattern);
    if (wanted != "*" && wanted != label) return std::nullopt;
    ++labels;
  }
  if (only_below && name.empty()) return std::nullopt;
  return labels;
}

// "amazonses.com" of a.b.amazonses.com; shorter names as they are.
std::string_view last_two_labels(std::string_view name) {
  const std::size_t last = name.rfind('.');
  if (last == std::string_view::npos || last == 0) return name;
  const std::size_t before = name.rfind('.', last - 1);
  return before == std::string_view::npos ? name : name.substr(before + 1);
}

bool has_fixed_ending(std::string_view ending) {
  return ending.find('.') != std::string_view::npos && ending.find('*') == std::string_view::npos;
}

}  // namespace

ServiceIndex::ServiceIndex(std::span<const Service> services, Patterns patterns) {
  for (const Service& service : services)
    for (const std::string& pattern : service.*patterns) {
      const std::string_view body = std::string_view(pattern).substr(pattern.starts_with('.') ? 1 : 0);
      const std::string_view ending = last_two_labels(body);
      (has_fixed_ending(ending) ? by_ending_[ending] : others_).push_back({pattern, &service});
    }
}

void ServiceIndex::improve(Match& best, std::string_view name, const std::vector<Pattern>& patterns) {
  for (const Pattern& pattern : patterns) {
    const auto labels = matched_labels(name, pattern.text);
    if (!labels || *labels < best.labels) continue;
    if (*labels == best.labels && best.service <= pattern.service) continue;  // both in one array
    best = {pattern.service, *labels};
  }
}

const Service* ServiceIndex::find(const dns::Name& name) const {
  Match best;
  const auto patterns = by_ending_.find(last_two_labels(name.text()));
  if (patterns != by_ending_.end()) improve(best, name.text(), patterns->second);
  improve(best, name.text(), others_);
  return best.service;
}

}  // namespace mailauth::facts
