#include "mailauth/facts/services.h"

#include <algorithm>

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

// The service with the longest match; of equal ones the first.
const Service* best_match(const dns::Name& name, std::vector<std::string> Service::*patterns) {
  const Service* best = nullptr;
  std::size_t best_length = 0;
  for (const Service& service : services())
    for (const std::string& pattern : service.*patterns)
      if (const auto length = matched_labels(name.text(), pattern); length && *length > best_length) {
        best = &service;
        best_length = *length;
      }
  return best;
}

}  // namespace

const Service* find_service(std::string_view id) {
  const auto all = services();
  const auto at = std::ranges::find(all, id, &Service::id);
  return at == all.end() ? nullptr : &*at;
}

const Service* service_of_include(const dns::Name& target) { return best_match(target, &Service::includes); }
const Service* service_of_mx(const dns::Name& exchange) { return best_match(exchange, &Service::mx); }
const Service* service_of_dkim_target(const dns::Name& target) { return best_match(target, &Service::dkim_targets); }
const Service* service_of_return_path(const dns::Name& target) { return best_match(target, &Service::return_paths); }

std::string_view to_string(Sign sign) {
  switch (sign) {
    case Sign::dkim_target: return "DKIM target";
    case Sign::return_path: return "return path";
    case Sign::mx: return "MX";
    case Sign::spf_include: return "SPF include";
  }
  return "";
}

}  // namespace mailauth::facts
