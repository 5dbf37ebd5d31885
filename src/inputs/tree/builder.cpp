#include "inputs/tree/builder.h"

#include <fmt/format.h>

#include <algorithm>

namespace mailauth::inputs {

void TreeBuilder::add(Tree value) {
  count(value);
  attach(std::move(value));
}

void TreeBuilder::open(Tree value) {
  count(value);
  open_.push_back({std::move(value), std::nullopt});
  if (is_in_long_list()) list_.begin();
}

void TreeBuilder::close(std::size_t end) {
  Tree value = std::move(open_.back().value);
  open_.pop_back();
  value.end = end;
  attach(std::move(value));
}

void TreeBuilder::count(const Tree& value) {
  values_ += size_of(value);
  if (values_ > max_tree_values) fail(path_, value, fmt::format("more than {} values", max_tree_values));
  if (open_.size() + depth_of(value) > max_tree_depth)
    fail(path_, value, fmt::format("nested more than {} levels deep", max_tree_depth));
}

bool TreeBuilder::is_in_long_list() const {
  if (!list_.take || open_.size() != 2 || !open_[1].value.is_list()) return false;
  const std::optional<Tree>& key = open_[0].key;
  return key && key->scalar == list_.key;
}

void TreeBuilder::attach(Tree value) {
  if (open_.empty()) {
    root_ = std::move(value);
    return;
  }
  if (is_in_long_list()) {
    list_.take(value);
    values_ -= size_of(value);
    return;
  }
  Container& container = open_.back();
  if (container.value.is_list()) {
    container.value.items.push_back(std::move(value));
  } else if (!container.key) {
    container.key = std::move(value);
  } else {
    container.value.members.push_back({*std::exchange(container.key, std::nullopt), std::move(value)});
  }
}

std::size_t depth_of(const Tree& tree) {
  std::size_t below = 0;
  for (const Tree& item : tree.items) below = std::max(below, depth_of(item));
  for (const auto& [key, value] : tree.members) below = std::max({below, depth_of(key), depth_of(value)});
  return below + 1;
}

std::size_t size_of(const Tree& tree) {
  std::size_t size = 1;
  for (const Tree& item : tree.items) size += size_of(item);
  for (const auto& [key, value] : tree.members) size += size_of(key) + size_of(value);
  return size;
}

}  // namespace mailauth::inputs
