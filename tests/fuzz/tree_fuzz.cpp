// Bytes from anywhere as JSON and as YAML: every byte of a text stands where its anchors say, or what stands there is
// an escape of it.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "inputs/reading/lines.h"
#include "inputs/tree/tree.h"

namespace mailauth::tree_fuzz {

namespace {

using namespace mailauth::inputs;

void require(bool holds) {
  if (!holds) std::abort();
}

class Checker {
 public:
  explicit Checker(std::string_view bytes) : bytes_(bytes) {
    lines_.push_back(bytes.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
    for (std::size_t at = 0; at < bytes.size(); ++at)
      if (bytes[at] == '\n') lines_.push_back(at + 1);
  }

  void check(const Tree& tree, std::size_t depth) const {
    require(depth <= max_tree_depth && tree.begin <= tree.end && tree.end <= bytes_.size());
    require(tree.line >= 1 && tree.line <= lines_.size() && tree.column >= 1);
    for (std::size_t i = 0; i < tree.anchors.size(); ++i) check_run(tree, i);
    for (const Tree& item : tree.items) check(item, depth + 1);
    for (const auto& [key, value] : tree.members) {
      check(key, depth + 1);
      check(value, depth + 1);
    }
  }

 private:
  void check_run(const Tree& tree, std::size_t run) const {
    const auto& anchor = tree.anchors[run];
    const std::size_t end = run + 1 < tree.anchors.size() ? tree.anchors[run + 1].offset : tree.scalar.size();
    require(anchor.offset < end && end <= tree.scalar.size() && anchor.line >= 1 && anchor.line <= lines_.size());
    const std::size_t begin = lines_[anchor.line - 1] + anchor.column - 1;
    require(begin < bytes_.size());
    const char first = bytes_[begin];
    if (first == '\\' || first == '\'') return;  // an escape
    // Line ends that are folded stand for themselves: what is behind them has its own anchor.
    for (std::size_t at = anchor.offset; at < end && tree.scalar[at] != '\n' && tree.scalar[at] != ' '; ++at)
      require(begin + at - anchor.offset < bytes_.size() && bytes_[begin + at - anchor.offset] == tree.scalar[at]);
  }

  std::string_view bytes_;
  std::vector<std::size_t> lines_;
};

void check(std::string_view bytes, Tree (*read)(std::string_view, const std::string&)) {
  try {
    Checker(bytes).check(read(bytes, "f"), 1);
  } catch (const Error& error) {
    require(!error.message.empty() && error.message.find('\n') == std::string::npos);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check(bytes, read_json);
  check(bytes, read_yaml);
  return 0;
}

}  // namespace mailauth::tree_fuzz
