#pragma once
// JSON and YAML as one tree in which every value knows where it stands in the file. Both readers throw an Error, and
// bound what they read: depth, number of values, and what YAML aliases grow to.

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "inputs/document.h"

namespace mailauth::inputs {

struct Member;

struct Tree {
  enum class Kind : uint8_t { null, boolean, number, text, list, map };
  Kind kind = Kind::null;
  std::string scalar;  // of boolean ("true"), number (as written) and text (escapes resolved)
  std::string tag;     // of YAML: "!Sub"; empty otherwise
  std::vector<Tree> items;
  std::vector<Member> members;  // of a map, in the order of the file; the same key may come twice

  std::size_t begin = 0, end = 0;  // the bytes of the file, quotes included
  uint32_t line = 0, column = 0;   // of `begin`
  // Of `scalar`; empty when it is empty, or when YAML folds it in a way that leaves no trace.
  std::vector<text::Anchor> anchors;

  const Tree* find(std::string_view key) const;       // of a map; the last one with this key; null: not there
  const Tree* find_text(std::string_view key) const;  // the same, when it is a text
  bool is_null() const { return kind == Kind::null; }
  bool is_text() const { return kind == Kind::text; }
  bool is_list() const { return kind == Kind::list; }
  bool is_map() const { return kind == Kind::map; }
  bool is_scalar() const { return !is_list() && !is_map() && !is_null(); }
  bool is_true() const { return kind == Kind::boolean && scalar == "true"; }
};

// Of a map.
struct Member {
  Tree key, value;
};

inline constexpr std::size_t max_tree_depth = 64;
inline constexpr std::size_t max_tree_values = 4'000'000;  // at the same time

// A list that is a member of the document and may be long: its items are taken one by one, and in the tree it is empty.
struct LongList {
  std::string_view key;
  std::function<void()> begin;  // a later member of the same key takes its place
  std::function<void(const Tree& item)> take;
};

Tree read_json(std::string_view bytes, const std::string& path);
Tree read_long_json(std::string_view bytes, const std::string& path, const LongList& list);

// What "!include NAME" stands for, as octoDNS has it. A null with this tag: it was not read, and somebody was told.
using Include = std::function<Tree(const Tree& name)>;
inline constexpr std::string_view include_tag = "!include";

// Keys that a map has by "<<" are its members like those that it has itself.
Tree read_yaml(std::string_view bytes, const std::string& path);
Tree read_yaml_with_includes(std::string_view bytes, const std::string& path, const Include& include);

// The last one counts, and whoever reads the file sees the first one: an Error.
void expect_unique_keys(const Tree& tree, const std::string& path);

// Another format may want to know what is wrong with a value.
[[noreturn]] void fail(const std::string& path, const Tree& at, std::string message);

}  // namespace mailauth::inputs
