#pragma once
// JSON and YAML as one tree in which every value knows where it stands in the file. Both readers throw an Error, and
// bound what they read: depth, number of values, and what YAML aliases grow to.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mailauth/inputs/document.h"

namespace mailauth::inputs {

struct Tree {
  enum class Kind : uint8_t { null, boolean, number, text, list, map };
  Kind kind = Kind::null;
  std::string scalar;  // of boolean ("true"), number (as written) and text (escapes resolved)
  std::string tag;     // of YAML: "!Sub"; empty otherwise
  std::vector<Tree> items;
  std::vector<std::pair<Tree, Tree>>
      members;  // of a map, in the order of the file; a key is a text; the same key may come twice

  std::size_t begin = 0, end = 0;     // the bytes of the file, quotes included
  text::Position position;            // of `begin`
  std::string pointer;                // RFC 6901: "/ResourceRecordSets/0/Name"
  std::vector<text::Anchor> anchors;  // of `scalar`, when it is text

  const Tree* find(std::string_view key) const;  // of a map; the last one with this key; null: not there
  bool is_text() const { return kind == Kind::text; }
  bool is_list() const { return kind == Kind::list; }
  bool is_map() const { return kind == Kind::map; }
};

inline constexpr std::size_t max_tree_depth = 64;
inline constexpr std::size_t max_tree_values = 4'000'000;

Tree read_json(std::string_view bytes, const std::string& path);
Tree read_yaml(std::string_view bytes, const std::string& path);

}  // namespace mailauth::inputs
