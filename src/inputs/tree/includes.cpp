#include "inputs/tree/includes.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "dns/include_folders.h"
#include "text/ascii.h"

namespace mailauth::inputs {

namespace {

namespace fs = std::filesystem;

fs::path folder_of(const std::string& file) {
  const fs::path folder = fs::path(file).parent_path();
  return folder.empty() ? "." : folder;
}

// All that was read stands where its name stands: findings point into one file.
void move_to(Tree& tree, const Tree& name) {
  tree.line = name.line;
  tree.column = name.column;
  tree.begin = name.begin;
  tree.end = name.end;
  tree.anchors.clear();
  for (Tree& item : tree.items) move_to(item, name);
  for (auto& [key, value] : tree.members) {
    move_to(key, name);
    move_to(value, name);
  }
}

class Includes {
 public:
  Includes(const std::string& path, std::function<void(const Tree& name)> refuse)
      : from_disk_(path != "-"), folders_(path), refuse_(std::move(refuse)) {}

  Tree read(const std::string& file, const Tree& name, std::size_t depth) {
    const bool is_name = name.is_text() && !name.scalar.empty() && name.scalar.find('\0') == std::string::npos;
    if (!is_name) fail(file, name, "this is no name of a file to include");
    if (depth == max_yaml_include_depth) fail(file, name, "too many files include each other");
    if (++count_ > max_yaml_includes) fail(file, name, "too many files are included");
    const fs::path path = from_disk_ ? folders_.allowed(folder_of(file) / name.scalar) : fs::path();
    if (path.empty()) return refused(name);
    const std::string bytes = bytes_of(path, file, name);
    Tree tree;
    if (!text::trim(bytes).empty()) {
      const std::string shown = (folder_of(file) / name.scalar).string();
      tree = read_yaml_with_includes(bytes, shown, [&](const Tree& inner) { return read(shown, inner, depth + 1); });
      expect_unique_keys(tree, shown);
    }
    move_to(tree, name);
    return tree;
  }

 private:
  Tree refused(const Tree& name) const {
    refuse_(name);
    Tree nothing = name;
    nothing.kind = Tree::Kind::null;
    nothing.tag = include_tag;  // which the names in a list do not have themselves
    return nothing;
  }

  std::string bytes_of(const fs::path& path, const std::string& file, const Tree& name) {
    std::error_code error;
    std::ifstream stream;
    if (fs::is_regular_file(path, error)) stream.open(path, std::ios::binary);
    std::string bytes;
    char block[65536];
    while (stream.read(block, sizeof block), stream.gcount() > 0) {
      bytes.append(block, static_cast<std::size_t>(stream.gcount()));
      if (bytes_ + bytes.size() > max_yaml_included_bytes) fail(file, name, "what is included is larger than 16 MiB");
    }
    if (!stream.is_open() || !stream.eof()) fail(file, name, "the file to include cannot be read");
    bytes_ += bytes.size();
    return bytes;
  }

  bool from_disk_;
  dns::IncludeFolders folders_;
  std::function<void(const Tree& name)> refuse_;
  std::size_t count_ = 0, bytes_ = 0;
};

}  // namespace

Include includes_of(const std::string& path, std::function<void(const Tree& name)> refuse) {
  const auto includes = std::make_shared<Includes>(path, std::move(refuse));
  return [includes, path](const Tree& name) { return includes->read(path, name, 0); };
}

}  // namespace mailauth::inputs
