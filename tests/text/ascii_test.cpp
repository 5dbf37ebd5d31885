#include "text/ascii.h"

#include <gtest/gtest.h>

namespace mailauth::text::ascii_test {
namespace {

using Words = std::vector<std::string_view>;

TEST(Ascii, KnowsOnlyAsciiLetters) {
  EXPECT_TRUE(is_alpha('a') && is_alpha('Z') && is_alnum('0') && is_digit('9') && is_blank('\t'));
  EXPECT_FALSE(is_alpha('\xE4') || is_alnum('\xE4') || is_digit('a') || is_blank('\n') || is_alpha('['));
  EXPECT_EQ(to_lower("MiXeD-\xC4.1"), "mixed-\xC4.1");
}

TEST(Ascii, ComparesIgnoringCase) {
  EXPECT_TRUE(equals_ignoring_case("V=SPF1", "v=spf1"));
  EXPECT_FALSE(equals_ignoring_case("v=spf1", "v=spf"));
  EXPECT_FALSE(equals_ignoring_case("\xC4", "\xE4"));
  EXPECT_TRUE(starts_with_ignoring_case("V=DMARC1; p=none", "v=dmarc1"));
  EXPECT_FALSE(starts_with_ignoring_case("v", "v=dmarc1"));
  EXPECT_TRUE(contains_ignoring_case("see V=SPF1 there", "v=spf1"));
  EXPECT_TRUE(contains_ignoring_case("anything", ""));
  EXPECT_TRUE(contains_ignoring_case("", ""));
  EXPECT_FALSE(contains_ignoring_case("v=sp", "v=spf1"));
}

TEST(Ascii, TrimsSplitsAndJoins) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim(" \r\n\t"), "");
  EXPECT_EQ(split("a;;b;", ';'), (Words{"a", "", "b", ""}));
  EXPECT_EQ(split("", ';'), (Words{""}));
  EXPECT_EQ(join({"a", "b", "c"}, ", "), "a, b, c");
  EXPECT_EQ(join({}, ", "), "");
  EXPECT_EQ(replace_all("a:b:c", ":", "=="), "a==b==c");
  EXPECT_EQ(replace_all("aaa", "aa", "b"), "ba");
  EXPECT_EQ(replace_all("abc", "", "x"), "abc");
}

TEST(Ascii, ReadsWholeNumbers) {
  EXPECT_EQ(parse_number("0", 255), 0u);
  EXPECT_EQ(parse_number("255", 255), 255u);
  EXPECT_EQ(parse_number("007", 255), 7u);
  EXPECT_EQ(parse_number("4294967295", 4294967295u), 4294967295u);
  for (const char* wrong : {"", "256", "-1", "+1", " 1", "1 ", "0x1", "99999999999999999999999999"}) {
    EXPECT_EQ(parse_number(wrong, 255), std::nullopt) << wrong;
  }
}

TEST(Ascii, EscapesEveryByteThatIsNotPrintable) {
  using namespace std::string_view_literals;
  EXPECT_EQ(escape_bytes("v=spf1 \"~\\"), "v=spf1 \"~\\");
  EXPECT_EQ(escape_bytes("\0\t\x1b[31m\x7f\xC3\xA9"sv), "\\000\\009\\027[31m\\127\\195\\169");
}

TEST(Ascii, ShowsUtf8OnlyWhenItIsHarmless) {
  struct Case {
    std::string_view bytes, shown;
  };
  const Case cases[] = {
      {"M\xC3\xBCnchen", "M\xC3\xBCnchen"},
      {"e\xCC\x81", "e\xCC\x81"},  // combining acute accent
      {"\xE2\x80\x9Cp=none\xE2\x80\x9D", "\xE2\x80\x9Cp=none\xE2\x80\x9D"},
      {"\x1b]0;x\x07", "\\027]0;x\\007"},  // a terminal would set its title
      {"\xC2\x9B"
       "31m",
       "\\194\\15531m"},  // C1: CSI
      {"a\xE2\x80\xAE"
       "b",
       "a\\226\\128\\174b"},                // right-to-left override
      {"\xE2\x81\xA6", "\\226\\129\\166"},  // bidirectional isolate
      {"\xE2\x80\x8E\xE2\x80\x8F", "\\226\\128\\142\\226\\128\\143"},
      {"\xE2\x80\x8B", "\\226\\128\\139"},  // zero width space
      {"\xEF\xBF\xBF", "\\239\\191\\191"},  // U+FFFF, a noncharacter
      {"\xC3", "\\195"},                    // cut off
      {"\xC3(", "\\195("},
      {"\xED\xA0\x80", "\\237\\160\\128"},  // surrogate
  };
  for (const Case& c : cases) EXPECT_EQ(escape_for_display(c.bytes, true), c.shown);
  EXPECT_EQ(escape_for_display("M\xC3\xBCnchen", false), "M\\195\\188nchen");
}

}  // namespace
}  // namespace mailauth::text::ascii_test
