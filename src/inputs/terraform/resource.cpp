#include "inputs/terraform/resource.h"

#include <algorithm>

namespace mailauth::inputs {
namespace {

const Tree& everything() {
  static const Tree tree = [] {
    Tree yes;
    yes.kind = Tree::Kind::boolean;
    yes.scalar = "true";
    return yes;
  }();
  return tree;
}

// One of the trees that say true where a value is hidden, or a part of it.
bool hides(const Tree* tree) {
  if (tree == nullptr) return false;
  return tree->is_true() || std::ranges::any_of(tree->items, [](const Tree& item) { return hides(&item); }) ||
         std::ranges::any_of(tree->members, [](const Member& part) { return hides(&part.value); });
}

const Tree* below(const Tree* tree, std::string_view key) {
  return tree == nullptr || tree->is_true() ? tree : tree->find(key);
}

const Tree* below(const Tree* tree, std::size_t index) {
  if (tree == nullptr || tree->is_true()) return tree;
  return index < tree->items.size() ? &tree->items[index] : nullptr;
}

}  // namespace

Hidden hidden(const Resource& resource, std::string_view key) {
  if (hides(below(resource.sensitive, key)) || hides(below(resource.sensitive_in_other, key))) return Hidden::sensitive;
  return hides(below(resource.unknown, key)) ? Hidden::unknown : Hidden::no;
}

Hidden hidden_as_a_whole(const Resource& resource) {
  const auto is_whole = [](const Tree* tree) { return tree != nullptr && tree->is_true(); };
  if (is_whole(resource.sensitive) || is_whole(resource.sensitive_in_other)) return Hidden::sensitive;
  return is_whole(resource.unknown) ? Hidden::unknown : Hidden::no;
}

const Tree* known_scalar(const Resource& resource, std::string_view key) {
  const Tree* value = resource.values.find(key);
  return value != nullptr && value->is_scalar() && hidden(resource, key) == Hidden::no ? value : nullptr;
}

const Tree* known_text(const Resource& resource, std::string_view key) {
  const Tree* value = known_scalar(resource, key);
  return value != nullptr && value->is_text() ? value : nullptr;
}

std::string text_of(const Resource& resource, std::string_view key) {
  const Tree* value = known_scalar(resource, key);
  return value != nullptr ? value->scalar : "";
}

bool is_filled(const Resource& resource, std::string_view key) {
  const Tree* value = resource.values.find(key);
  return value != nullptr && (!value->items.empty() || (value->is_text() && !value->scalar.empty()));
}

// The blocks of the other state may stand in another order.
Resource block_of(const Resource& resource, std::string_view list, std::size_t index) {
  return {resource.address,
          resource.type,
          resource.values.find(list)->items[index],
          below(below(resource.unknown, list), index),
          below(below(resource.sensitive, list), index),
          hides(below(resource.sensitive_in_other, list)) ? &everything() : nullptr};
}

bool is_unknown_item(const Resource& resource, std::string_view list, std::size_t index) {
  return hides(below(below(resource.unknown, list), index));
}

}  // namespace mailauth::inputs
