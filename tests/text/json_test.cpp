#include "text/json.h"

#include <gtest/gtest.h>

#include <array>
#include <ranges>
#include <vector>

namespace mailauth::text {
namespace {

std::string written(std::string_view text, JsonStyle style) {
  JsonWriter out(style);
  return out.text(text).take();
}

TEST(Json, EscapesTexts) {
  struct Case {
    std::string_view text, ascii, utf8, numeric;
  };
  const Case cases[] = {
      {"", R"("")", R"("")", R"("")"},
      {"v=spf1 ~all/", R"("v=spf1 ~all/")", R"("v=spf1 ~all/")", R"("v=spf1 ~all/")"},
      {"\"\\", R"("\"\\")", R"("\"\\")", R"("\"\\")"},
      {"\b\t\n\f\r", R"("\b\t\n\f\r")", R"("\b\t\n\f\r")", R"("\u0008\u0009\u000a\u000c\u000d")"},
      {"\x01\x1f\x7f", R"("\u0001\u001f\u007f")", R"("\u0001\u001f\u007f")", R"("\u0001\u001f\u007f")"},
      {"\u009b31m\u202e", R"("\u009b31m\u202e")", R"("\u009b31m\u202e")", R"("\u009b31m\u202e")"},
      {"b\u00fccher \u201c", R"("b\u00fccher \u201c")", "\"b\u00fccher \u201c\"", R"("b\u00fccher \u201c")"},
      {"\U0001f4a9", R"("\ud83d\udca9")", "\"\U0001f4a9\"", R"("\ud83d\udca9")"},
      // What is not UTF-8: as many bytes as could be the beginning of a character are one U+FFFD.
      {"\xff.", R"("\ufffd.")", "\"\ufffd.\"", R"("\u00ff.")"},
      {"\xc3", R"("\ufffd")", "\"\ufffd\"", R"("\u00c3")"},
      {"\xe2\x80.", R"("\ufffd.")", "\"\ufffd.\"", R"("\u00e2\u0080.")"},
      {"\xf0\x9f\x92", R"("\ufffd")", "\"\ufffd\"", R"("\u00f0\u009f\u0092")"},
      {"\xf0\x9f\xc3\xa9", R"("\ufffd\u00e9")", "\"\ufffd\u00e9\"", R"("\u00f0\u009f\u00e9")"},
      {"\xed\xa0\x80", R"("\ufffd\ufffd\ufffd")", "\"\ufffd\ufffd\ufffd\"", R"("\u00ed\u00a0\u0080")"},  // surrogate
      {"\xc0\x80", R"("\ufffd\ufffd")", "\"\ufffd\ufffd\"", R"("\u00c0\u0080")"},                        // overlong
  };
  for (const Case& c : cases) {
    EXPECT_EQ(written(c.text, {}), c.ascii);
    EXPECT_EQ(written(c.text, {.ascii = false}), c.utf8);
    EXPECT_EQ(written(c.text, {.numeric = true}), c.numeric);
  }
}

struct Key {
  std::string selector;
  unsigned bits;
};

void put_key(JsonWriter& out, const Key& key) { out.text("selector", key.selector).number("bits", key.bits); }

std::string document(JsonStyle style) {
  JsonWriter out(style);
  const std::vector<Key> keys{{"s1", 2048}, {"s2", 0}};
  out.object([&] {
    out.text("domain", "example.com").flag("exists", true).flag("known", std::nullopt);
    out.number("lookups", 18446744073709551615u).number("pct", std::nullopt).text("note", std::nullopt);
    out.text_or_null("until", "").json("report", "{ }").numbers("span", std::array{3u, 5u});
    out.texts("mx", std::vector<std::string>()).object("nothing", [] {}).objects("keys", keys, put_key);
    out.object_or_null("first", keys.data(), put_key).object_or_null("last", std::optional<Key>(), put_key);
    out.key("mixed").list(keys, [&](const Key& key) {
      if (key.bits == 0)
        out.text(key.selector);
      else
        out.object(put_key, key);
    });
  });
  return out.take();
}

TEST(Json, WritesOnOneLine) {
  EXPECT_EQ(document({}), R"({"domain":"example.com","exists":true,"known":null,)"
                          R"("lookups":18446744073709551615,"pct":null,"note":null,)"
                          R"("until":null,"report":{ },"span":[3,5],)"
                          R"("mx":[],"nothing":{},"keys":[{"selector":"s1","bits":2048},{"selector":"s2","bits":0}],)"
                          R"("first":{"selector":"s1","bits":2048},"last":null,)"
                          R"("mixed":[{"selector":"s1","bits":2048},"s2"]})");
}

TEST(Json, Indents) {
  EXPECT_EQ(document({.indent = 2}), R"({
  "domain": "example.com",
  "exists": true,
  "known": null,
  "lookups": 18446744073709551615,
  "pct": null,
  "note": null,
  "until": null,
  "report": { },
  "span": [
    3,
    5
  ],
  "mx": [],
  "nothing": {},
  "keys": [
    {
      "selector": "s1",
      "bits": 2048
    },
    {
      "selector": "s2",
      "bits": 0
    }
  ],
  "first": {
    "selector": "s1",
    "bits": 2048
  },
  "last": null,
  "mixed": [
    {
      "selector": "s1",
      "bits": 2048
    },
    "s2"
  ]
})");
}

TEST(Json, HasAnyValueAsItsDocument) {
  EXPECT_EQ(JsonWriter().text("a").take(), R"("a")");
  EXPECT_EQ(JsonWriter({.indent = 2}).objects(std::vector<Key>(), put_key).take(), "[]");
  EXPECT_EQ(JsonWriter().objects(std::views::single(Key{"s1", 1}), put_key).take(), R"([{"selector":"s1","bits":1}])");
}

}  // namespace
}  // namespace mailauth::text
