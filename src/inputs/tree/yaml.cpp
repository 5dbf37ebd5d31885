// YAML 1.2 as yaml-cpp reads it. Its marks count the bytes after a byte order mark.

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
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

// "!!str": what a value is, not what stands for it.
constexpr std::string_view text_tag = "tag:yaml.org,2002:str";
bool is_of_schema(std::string_view tag) {
  return tag.starts_with("tag:yaml.org,2002:") && tag != "tag:yaml.org,2002:binary";
}

bool is_merge(const Tree& key) { return key.is_text() && key.scalar == "<<"; }

// "<<: *common": https://yaml.org/type/merge.html. A key of the map itself counts, then that of the first one merged.
void merge_keys(Tree& map, const std::string& path) {
  if (std::ranges::none_of(map.members, is_merge, &Member::key)) return;
  std::vector<Member> merges, members;
  for (Member& member : map.members) (is_merge(member.key) ? merges : members).push_back(std::move(member));
  std::set<std::string> keys;
  for (const Member& member : members) keys.insert(member.key.scalar);
  const auto merge = [&](Member&& member) {
    if (keys.insert(member.key.scalar).second) members.push_back(std::move(member));
  };
  for (auto& [key, value] : merges) {
    std::vector<Tree> one;
    if (!value.is_list()) one.push_back(std::move(value));
    for (Tree& each : value.is_list() ? value.items : one) {
      if (each.is_null() && each.tag == include_tag)
        merge({key, std::move(each)});
      else if (each.is_map())
        std::ranges::for_each(std::move(each.members), [&](Member& member) { merge(std::move(member)); });
      else
        fail(path, key, "\"<<\" stands for a map or a list of maps");
    }
  }
  map.members = std::move(members);
}

// The parser wants a class with virtual functions.
class YamlEvents : public YAML::EventHandler {
 public:
  YamlEvents(std::string_view bytes, const std::string& path, const Include& include)
      : bytes_(bytes), path_(path), include_(include), lines_(bytes), builder_(path) {}
  std::optional<Tree> take() { return builder_.take(); }

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { scalar(begin(mark, Kind::null, ""), anchor); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const bool plain = tag == "?" || (is_of_schema(tag) && tag != text_tag);
    Tree tree = begin(mark, plain ? kind_of(value) : Kind::text, tag);
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
    bound(named->second, begin(mark, Kind::null, ""));
    builder_.add(named->second);
  }

 private:
  Tree begin(const YAML::Mark& mark, Kind kind, const std::string& tag) {
    Tree tree;
    tree.kind = kind;
    if (tag != "?" && tag != "!" && !is_of_schema(tag)) tree.tag = tag;
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
    if (include_ && tree.tag == include_tag) tree = included(tree);
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
    if (tree.is_map()) merge_keys(tree, path_);
    if (include_ && tree.tag == include_tag && tree.is_list()) include_all(tree);
    const YAML::anchor_t anchor = open_anchors_.back();
    open_anchors_.pop_back();
    if (anchor != YAML::NullAnchor) anchors_[anchor] = tree;
    builder_.close(tree.end);
  }

  // What stands for more than is written.
  void bound(const Tree& value, const Tree& at) {
    aliased_ += size_of(value);
    if (aliased_ > max_aliased_values) fail(path_, at, "the aliases of this file stand for too much");
  }

  Tree included(const Tree& name) {
    Tree tree = include_(name);
    bound(tree, name);
    return tree;
  }

  // Of several files the maps are one, in which the last key counts, or the lists are one.
  void include_all(Tree& tree) {
    const std::vector<Tree> names = std::exchange(tree.items, {});
    tree.tag.clear();
    tree.kind = Kind::null;
    for (const Tree& name : names) {
      Tree part = included(name);
      if (part.is_null() && part.tag == include_tag) tree.tag = part.tag;
      if (&name == &names.front() || tree.is_null()) tree.kind = part.kind;
      if (part.is_null() || tree.is_null()) continue;
      if (part.kind != tree.kind || part.is_scalar())
        fail(path_, name, "files that are included together are all lists, or all maps");
      std::ranges::move(part.items, std::back_inserter(tree.items));
      for (Member& member : part.members) {
        std::erase_if(tree.members, [&](const Member& had) { return had.key.scalar == member.key.scalar; });
        tree.members.push_back(std::move(member));
      }
    }
  }

  std::string_view bytes_;
  const std::string& path_;
  const Include& include_;
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

Tree read_yaml(std::string_view bytes, const std::string& path) { return read_yaml_with_includes(bytes, path, {}); }

Tree read_yaml_with_includes(std::string_view bytes, const std::string& path, const Include& include) {
  check_bytes(bytes, path);
  YamlEvents events(bytes, path, include);
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
