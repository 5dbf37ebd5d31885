#include "inputs/tree/tree.h"

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

void fail(const std::string& path, const Tree& at, std::string message) {
  throw Error{{path, at.line, at.column}, std::move(message)};
}

}  // namespace mailauth::inputs
