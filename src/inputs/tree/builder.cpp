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

void TreeBuilder::attach(Tree value) {
  if (open_.empty()) {
    root_ = std::move(value);
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
