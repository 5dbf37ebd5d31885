#pragma once
// A TOML file as plain values that know where they stand. toml++ is behind this header and nowhere else.

#include <string>
#include <string_view>
#include <vector>

#include "project/keys.h"
#include "text/source.h"

namespace mailauth::project {

struct Value {
  Kind kind = Kind::other;
  std::vector<std::string> texts;  // of a list each, otherwise one: "2.5", "true", "2027-01-31"
  text::Position position;
};

struct Entry {
  std::string key;
  text::Position position;
  Value value;
};

struct Table {
  std::string name;  // "severity"; empty: the top of the file
  text::Position position;
  std::vector<Entry> entries;  // in the order of the file
};

struct Document {
  Table settings;             // the top of the file
  std::vector<Table> tables;  // [severity], and [[ignore]] as often as it is there
};

// Throws Error with file, line and column.
Document parse_toml(std::string_view bytes, const std::string& path);

}  // namespace mailauth::project
