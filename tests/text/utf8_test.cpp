#include "text/utf8.h"

#include <gtest/gtest.h>

namespace mailauth::text::utf8_test {
namespace {

TEST(Utf8, DecodesWellFormedBytes) {
  struct Case {
    std::string_view bytes;
    char32_t value;
    uint32_t length;
  };
  const Case cases[] = {
      {"A", 'A', 1},
      {"\x7F", 0x7F, 1},
      {"\xC2\x80", 0x80, 2},
      {"\xC3\xA9x", 0xE9, 2},
      {"\xE0\xA0\x80", 0x800, 3},
      {"\xE2\x80\x9C", 0x201C, 3},
      {"\xEF\xBF\xBD", 0xFFFD, 3},
      {"\xF0\x90\x80\x80", 0x10000, 4},
      {"\xF4\x8F\xBF\xBF", 0x10FFFF, 4},
  };
  for (const Case& c : cases) {
    const auto code_point = decode_utf8(c.bytes);
    ASSERT_TRUE(code_point) << static_cast<uint32_t>(c.value);
    EXPECT_EQ(code_point->value, c.value);
    EXPECT_EQ(code_point->length, c.length);
  }
}

TEST(Utf8, RefusesWhatIsNot) {
  const std::string_view wrong[] = {
      "",
      "\x80",
      "\xBF",
      "\xC0\x80",
      "\xC1\xBF",
      "\xE0\x9F\xBF",
      "\xED\xA0\x80",
      "\xED\xBF\xBF",
      "\xF0\x8F\xBF\xBF",
      "\xF4\x90\x80\x80",
      "\xF5\x80\x80\x80",
      "\xFF",
      "\xE2\x80",
      "\xE2\x28\xA1",
      "\xC3",
  };
  for (const std::string_view bytes : wrong) EXPECT_EQ(decode_utf8(bytes), std::nullopt);
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("p=none \xE2\x80\x9C"));
  EXPECT_FALSE(is_utf8("p=none \xE9"));
}

TEST(Utf8, NamesWhatPeoplePasteByAccident) {
  EXPECT_EQ(describe(0x201C), "U+201C left double quotation mark");
  EXPECT_EQ(describe(0x200B), "U+200B zero width space");
  EXPECT_EQ(describe(0xE9), "U+00E9");
  EXPECT_EQ(describe(0x1F600), "U+1F600");
}

TEST(Utf8, KnowsTheAsciiThatWasMeant) {
  struct Case {
    char32_t pasted;
    std::optional<std::string_view> meant;
  };
  const Case cases[] = {
      {0x201C, "\""}, {0x201D, "\""}, {0x2019, "'"},        {0x2013, "-"},          {0x2014, "-"},       {0x2212, "-"},
      {0x00A0, " "},  {0x3000, " "},  {0x200B, ""},         {0xFEFF, ""},           {0xFF1D, "="},       {0xFF1B, ";"},
      {0xFF01, "!"},  {0xFF5E, "~"},  {0xE9, std::nullopt}, {0xFFFD, std::nullopt}, {'a', std::nullopt},
  };
  for (const Case& c : cases) EXPECT_EQ(ascii_replacement(c.pasted), c.meant) << static_cast<uint32_t>(c.pasted);
}

TEST(Utf8, CutsBetweenCharacters) {
  EXPECT_EQ(whole_characters("abc", 3), "abc");
  EXPECT_EQ(whole_characters("abc", 2), "ab");
  EXPECT_EQ(whole_characters("a\xc3\xbc", 2), "a");
  EXPECT_EQ(whole_characters("a\xf0\x9f\x98\x80!", 4), "a");
  EXPECT_EQ(whole_characters("a\xf0\x9f\x98\x80!", 5), "a\xf0\x9f\x98\x80");
  EXPECT_EQ(whole_characters("\x80\x80\x80\x80\x80\x80", 5).size(), 2u);  // what is no UTF-8 is cut anywhere
}

TEST(Utf8, MeasuresColumns) {
  EXPECT_EQ(display_width('a'), 1u);
  EXPECT_EQ(display_width(0xE9), 1u);
  EXPECT_EQ(display_width(0x0301), 0u);  // combining acute accent
  EXPECT_EQ(display_width(0x200B), 0u);
  EXPECT_EQ(display_width('\n'), 0u);
  EXPECT_EQ(display_width(0x4E2D), 2u);   // CJK
  EXPECT_EQ(display_width(0xFF1D), 2u);   // fullwidth equals sign
  EXPECT_EQ(display_width(0x1F600), 2u);  // emoji
}

}  // namespace
}  // namespace mailauth::text::utf8_test
