#include "project/config/names.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/edit_distance.h"

namespace mailauth::project {

const Key* find_key(std::string_view name) {
  const std::span<const Key> all = keys();
  const auto found = std::ranges::find(all, name, &Key::name);
  return found == all.end() ? nullptr : &*found;
}

std::string unknown_key(std::string_view name, std::span<const std::string_view> known) {
  const auto meant = text::nearest(name, known, 3);
  return meant ? fmt::format("there is no key '{}'; did you mean '{}'?", name, *meant)
               : fmt::format("there is no key '{}': {}", name, fmt::join(known, ", "));
}

std::string unknown_name(std::string_view name) {
  if (find_key(name) != nullptr) return fmt::format("{0} is no table: write {0} = ...", name);
  if (name == "ignore") return "ignore is a list of tables: write [[ignore]]";
  if (name == "severity") return "severity is a table: write [severity]";
  std::vector<std::string_view> names{"severity", "ignore"};
  for (const Key& key : keys()) names.push_back(key.name);
  return unknown_key(name, names);
}

std::string misspelt_variable(std::string_view name) {
  constexpr unsigned nearly = 2;
  if (!name.starts_with("MAILAUTH_") || name == "MAILAUTH_CONFIG") return {};
  for (const Key& key : keys()) {
    const std::string known = environment_variable(key);
    const unsigned distance = text::edit_distance(name, known);
    if (distance == 0) return {};
    if (distance <= nearly) return fmt::format("there is no variable '{}'; did you mean '{}'?", name, known);
  }
  return {};
}

}  // namespace mailauth::project
