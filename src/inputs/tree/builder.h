#pragma once
// Puts a Tree together out of the events that parsers of JSON and YAML send, and keeps its bounds. In a map every first
// value is a key and every second one belongs to it.

#include <optional>
#include <string>
#include <vector>

#include "inputs/tree/tree.h"

namespace mailauth::inputs {

class TreeBuilder {
 public:
  explicit TreeBuilder(std::string path, LongList list = {}) : path_(std::move(path)), list_(std::move(list)) {}

  void add(Tree value);   // a scalar, or a whole tree that an alias stands for
  void open(Tree value);  // a list or a map, empty yet
  Tree& innermost() { return open_.back().value; }
  void close(std::size_t end);
  std::optional<Tree> take() { return std::move(root_); }

 private:
  struct Container {
    Tree value;
    std::optional<Tree> key;  // waits for its value
  };
  void count(const Tree& value);
  void attach(Tree value);
  bool is_in_long_list() const;  // directly

  std::string path_;
  LongList list_;
  std::vector<Container> open_;
  std::optional<Tree> root_;
  std::size_t values_ = 0;
};

std::size_t depth_of(const Tree& tree);
std::size_t size_of(const Tree& tree);  // the number of its values

}  // namespace mailauth::inputs
