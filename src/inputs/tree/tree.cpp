#include "inputs/tree/tree.h"

#include <fmt/format.h>

#include <map>

#include "text/ascii.h"

namespace mailauth::inputs {

const Tree* Tree::find(std::string_view key) const {
  for (auto member = members.rbegin(); member != members.rend(); ++member)
    if (member->key.is_scalar() && member->key.scalar == key) return &member->value;
  return nullptr;
}

const Tree* Tree::find_text(std::string_view key) const {
  const Tree* value = find(key);
  return value != nullptr && value->is_text() ? value : nullptr;
}

void expect_unique_keys(const Tree& tree, const std::string& path) {
  std::map<std::string_view, const Tree*> seen;
  for (const Tree& item : tree.items) expect_unique_keys(item, path);
  for (const auto& [key, value] : tree.members) {
    expect_unique_keys(value, path);
    if (!key.is_scalar()) continue;
    const auto [at, is_new] = seen.emplace(key.scalar, &key);
    if (!is_new)
      fail(path, key,
           fmt::format("\"{}\" is given twice: here and in line {}",
                       text::escape_for_display(key.scalar.substr(0, 60), true), at->second->line));
  }
}

void fail(const std::string& path, const Tree& at, std::string message) {
  throw Error{{path, at.line, at.column}, std::move(message)};
}

}  // namespace mailauth::inputs
