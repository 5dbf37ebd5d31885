#include "inputs/tree/tree.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mailauth::inputs::tree_test {

namespace {

std::string dump(const Tree& tree);

std::string dump_content(const Tree& tree) {
  std::vector<std::string> parts;
  switch (tree.kind) {
    case Tree::Kind::null: return "null";
    case Tree::Kind::boolean:
    case Tree::Kind::number: return tree.scalar;
    case Tree::Kind::text: return fmt::format("'{}'", tree.scalar);
    case Tree::Kind::list:
      for (const Tree& item : tree.items) parts.push_back(dump(item));
      return fmt::format("[{}]", fmt::join(parts, " "));
    case Tree::Kind::map:
      for (const auto& [key, value] : tree.members) parts.push_back(dump(key) + "=" + dump(value));
      return fmt::format("{{{}}}", fmt::join(parts, " "));
  }
  return "";
}

// "1:3 !Sub 'text'"
std::string dump(const Tree& tree) {
  return fmt::format("{}:{}{}{} {}", tree.line, tree.column, tree.tag.empty() ? "" : " ", tree.tag, dump_content(tree));
}

// "0@1:2 5@1:8": where the bytes of a scalar stand.
std::string dump_anchors(const Tree& tree) {
  std::vector<std::string> parts;
  for (const auto& anchor : tree.anchors)
    parts.push_back(fmt::format("{}@{}:{}", anchor.offset, anchor.line, anchor.column));
  return fmt::format("{}", fmt::join(parts, " "));
}

using Reader = Tree (*)(std::string_view bytes, const std::string& path);

std::string read(Reader reader, const std::string& text) {
  try {
    return dump(reader(text, "f"));
  } catch (const Error& error) {
    return to_string(error);
  }
}

std::string error_of(Reader reader, const std::string& text) {
  try {
    reader(text, "f");
    return "no error";
  } catch (const Error& error) {
    return to_string(error);
  }
}

struct Case {
  std::string text, expected;
};

TEST(JsonTree, KnowsWhereEverythingStands) {
  const std::vector<Case> cases = {
      {R"("a")", "1:1 'a'"},
      {"{ \"a\" : [ 1 , true,\n null ] }", "1:1 {1:3 'a'=1:9 [1:11 1 1:15 true 2:2 null]}"},
      {R"({"a":{},"b":[],"a":-1.5e3})", "1:1 {1:2 'a'=1:6 {} 1:9 'b'=1:13 [] 1:16 'a'=1:20 -1.5e3}"},  // the key twice
      {"\xEF\xBB\xBF[1]", "1:1 [1:2 1]"},
      {R"(["a\"]b", 2])", "1:1 [1:2 'a\"]b' 1:11 2]"},
  };
  for (const Case& each : cases) EXPECT_EQ(read(read_json, each.text), each.expected) << each.text;
}

TEST(JsonTree, FollowsEscapes) {
  const std::vector<Case> cases = {
      {R"("abc")", "0@1:2"},
      {R"("\"v=spf1\"")", "0@1:2 1@1:4 7@1:10"},
      {R"("a\u00e9b")", "0@1:2 1@1:3 3@1:9"},         // two bytes
      {R"("a\uD83D\ude00b")", "0@1:2 1@1:3 5@1:15"},  // four
      {R"("\n\u0041")", "0@1:2 1@1:4"},
      {R"("")", ""},
  };
  for (const Case& each : cases) EXPECT_EQ(dump_anchors(read_json(each.text, "f")), each.expected) << each.text;
}

TEST(JsonTree, SaysWhereItEnds) {
  const std::vector<Case> cases = {
      {"{\"a\":\n  }", "f:2:3: this is no JSON: unexpected '}'; expected '[', '{', or a literal"},
      {"", "f:1:1: this is no JSON: unexpected end of input; expected '[', '{', or a literal"},
      {"[1] x", "f:1:5: this is no JSON: invalid literal"},
      {"[\"a\nb\"]",
       "f:1:4: this is no JSON: invalid string: control character U+000A (LF) must be escaped to \\u000A or \\n"},
      {std::string(65, '['), "f:1:65: nested more than 64 levels deep"},
  };
  for (const Case& each : cases) EXPECT_EQ(error_of(read_json, each.text), each.expected) << each.text;
}

TEST(YamlTree, KnowsWhereEverythingStands) {
  const std::vector<Case> cases = {
      {"a: b\n", "1:1 {1:1 'a'=1:4 'b'}"},
      {"---\n? ''\n: - x: 1\n", "2:1 {2:3 ''=3:3 [3:5 {3:5 'x'=3:8 1}]}"},
      {"a: !Sub 'x'\nb: !Ref y\n", "1:1 {1:1 'a'=1:9 !Sub 'x' 2:1 'b'=2:9 !Ref 'y'}"},
      {"a: !Join [ '', [ b ] ]\n", "1:1 {1:1 'a'=1:4 !Join [1:12 '' 1:16 [1:18 'b']]}"},
      {"a: True\nb: 'true'\nc: ~\nd:\n", "1:1 {1:1 'a'=1:4 true 2:1 'b'=2:4 'true' 3:1 'c'=3:4 null 4:1 'd'=5:1 null}"},
      {"a: &x b\nc: *x\n", "1:1 {1:1 'a'=1:7 'b' 2:1 'c'=1:7 'b'}"},
      {"\xEF\xBB\xBF"
       "a: b\n",
       "1:1 {1:1 'a'=1:4 'b'}"},
      {"a: 1\r\nb: 2\r\n", "1:1 {1:1 'a'=1:4 1 2:1 'b'=2:4 2}"},
  };
  for (const Case& each : cases) EXPECT_EQ(read(read_yaml, each.text), each.expected) << each.text;
}

TEST(YamlTree, FollowsQuotesFoldsAndBlocks) {
  const std::vector<Case> cases = {
      {"plain text # comment\n", "0@1:1"},
      {"'it''s'\n", "0@1:2 2@1:4 3@1:6"},
      {"\"a\\\"b\\u00e9c\"\n", "0@1:2 1@1:3 2@1:5 3@1:6 5@1:12"},
      {"plain that\n  goes on\n", "0@1:1 11@2:3"},
      {"\"double   \n  folded\"\n", "0@1:2 7@2:3"},
      {"\"glued\\\n  together\"\n", "0@1:2 5@2:3"},
      {"|-\n  v=spf1\n  -all\n", "0@2:3 7@3:3"},
      {">\n  v=spf1\n  -all\n", "0@2:3 7@3:3"},
      {"''\n", ""},
  };
  for (const Case& each : cases) EXPECT_EQ(dump_anchors(read_yaml(each.text, "f")), each.expected) << each.text;
}

TEST(YamlTree, SaysWhatIsWrong) {
  std::string laughs = "a: &a [x,x,x,x,x,x,x,x,x,x]\n";
  for (char name = 'b'; name < 'i'; ++name) {
    const char last = static_cast<char>(name - 1);
    laughs += fmt::format("{0}: &{0} [*{1},*{1},*{1},*{1},*{1},*{1},*{1},*{1},*{1},*{1}]\n", name, last);
  }
  const std::vector<Case> cases = {
      {"a: [1\n", "f:2:1: this is no YAML: end of sequence flow not found"},
      {"a: b: c\n", "f:1:5: this is no YAML: illegal map value"},
      {"", "f: this is no YAML: nothing is in it"},
      {"a: 1\n---\nb: 2\n", "f: more than one YAML document is in this file"},
      {"a: &x [*x]\n", "f:1:8: this alias stands inside of what it names"},
      {"a: \x04\n", "f:1:4: this is no YAML: a control character"},
      {"a: \xFF\n", "f:1:4: this is no YAML: not UTF-8"},
      {std::string(65, '[') + std::string(65, ']'), "f:1:65: nested more than 64 levels deep"},
      {laughs, "f:5:29: the aliases of this file stand for too much"},
  };
  for (const Case& each : cases) EXPECT_EQ(error_of(read_yaml, each.text), each.expected) << each.text;
}

}  // namespace

}  // namespace mailauth::inputs::tree_test
