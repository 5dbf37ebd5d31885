// YAML 1.2 as yaml-cpp reads it. Its marks count the bytes after a byte order mark.

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <map>
#include <sstream>

#include "inputs/reading/lines.h"
#include "inputs/tree/builder.h"
#include "inputs/tree/tree.h"
#include "inputs/tree/yaml_scalar.h"
#include "text/ascii.h"
#include "text/utf8.h"

namespace mailauth::inputs {
namespace {

using Kind = Tree::Kind;

constexpr std::size_t max_aliased_values = 100'000;  // of a file, all aliases written out

// Of a plain scalar without a tag: the core schema, as far as DNS tools use it (YAML 1.2 10.3).
Kind kind_of(std::string_view plain) {
  if (text::equals_ignoring_case(plain, "true") || text::equals_ignoring_case(plain, "false")) return Kind::boolean;
  const bool digits = !plain.empty() && plain.find_first_not_of("0123456789") == std::string_view::npos;
  return digits ? Kind::number : Kind::text;
}

// The parser wants a class with virtual functions.
class YamlEvents : public YAML::EventHandler {
 public:
  YamlEvents(std::string_view bytes, const std::string& path)
      : bytes_(bytes), path_(path), lines_(bytes), builder_(path) {}
  std::optional<Tree> take() { return builder_.take(); }

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { scalar(begin(mark, Kind::null, ""), anchor); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Tree tree = begin(mark, tag == "?" ? kind_of(value) : Kind::text, tag);
    tree.scalar = tree.kind == Kind::boolean ? text::to_lower(value) : value;
    scalar(std::move(tree), anchor);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(begin(mark, Kind::list, tag), anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(begin(mark, Kind::map, tag), anchor);
  }
  void OnMapEnd() override { close(); }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto named = anchors_.find(anchor);
    if (named == anchors_.end()) fail(path_, begin(mark, Kind::null, ""), "this alias stands inside of what it names");
    aliased_ += size_of(named->second);
    if (aliased_ > max_aliased_values)
      fail(path_, begin(mark, Kind::null, ""), "the aliases of this file stand for too much");
    builder_.add(named->second);
  }

 private:
  Tree begin(const YAML::Mark& mark, Kind kind, const std::string& tag) {
    Tree tree;
    tree.kind = kind;
    if (tag != "?" && tag != "!") tree.tag = tag;
    const std::size_t shift = bytes_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    tree.begin = tree.end = std::min(static_cast<std::size_t>(std::max(mark.pos, 0)) + shift, bytes_.size());
    const text::Anchor where = lines_.at(tree.begin);
    tree.line = where.line;
    tree.column = where.column;
    return tree;
  }

  void scalar(Tree tree, YAML::anchor_t anchor) {
    place_scalar(tree, bytes_, lines_);
    end_ = tree.end;
    if (anchor != YAML::NullAnchor) anchors_[anchor] = tree;
    builder_.add(std::move(tree));
  }

  void open(Tree tree, YAML::anchor_t anchor) {
    builder_.open(std::move(tree));
    open_anchors_.push_back(anchor);
  }

  void close() {
    Tree& tree = builder_.innermost();
    tree.end = std::max(end_, tree.begin);
    const YAML::anchor_t anchor = open_anchors_.back();
    open_anchors_.pop_back();
    if (anchor != YAML::NullAnchor) anchors_[anchor] = tree;
    builder_.close(tree.end);
  }

  std::string_view bytes_;
  const std::string& path_;
  Lines lines_;
  TreeBuilder builder_;
  std::map<YAML::anchor_t, Tree> anchors_;
  std::vector<YAML::anchor_t> open_anchors_;  // of the lists and maps that are open
  std::size_t aliased_ = 0;
  std::size_t end_ = 0;
};

// What the parser would take for the end of the file, or turn into other bytes than those that stand there.
void check_bytes(std::string_view bytes, const std::string& path) {
  const auto refuse = [&](std::size_t at, std::string_view what) {
    const text::Anchor where = Lines(bytes).at(at);
    throw Error{{path, where.line, where.column}, fmt::format("this is no YAML: {}", what)};
  };
  for (std::size_t at = 0; at < bytes.size();) {
    const auto point = text::decode_utf8(bytes.substr(at));
    if (!point) refuse(at, "not UTF-8");
    const bool blank = point->value == '\t' || point->value == '\n' || point->value == '\r';
    if (point->value < ' ' && !blank) refuse(at, "a control character");
    at += point->length;
  }
}

}  // namespace

Tree read_yaml(std::string_view bytes, const std::string& path) {
  check_bytes(bytes, path);
  YamlEvents events(bytes, path);
  std::istringstream stream{std::string(bytes)};
  try {
    YAML::Parser parser(stream);
    parser.HandleNextDocument(events);
    std::optional<Tree> tree = events.take();
    if (!tree) throw Error{{path, 0, 0}, "this is no YAML: nothing is in it"};
    if (parser) throw Error{{path, 0, 0}, "more than one YAML document is in this file"};
    return std::move(*tree);
  } catch (const YAML::Exception& error) {
    const auto line = static_cast<uint32_t>(std::max(error.mark.line, 0) + 1);
    const auto column = static_cast<uint32_t>(std::max(error.mark.column, 0) + 1);
    throw Error{{path, line, column}, fmt::format("this is no YAML: {}", text::escape_for_display(error.msg, true))};
  }
}

}  // namespace mailauth::inputs
