#include "inputs/reading/txt_value.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mailauth::inputs::txt_value_test {

namespace {

// The strings, the words they were read from, and where each byte stands; "refused" when it cannot be published.
std::string dump(std::string_view value, TxtForm form) {
  const TxtReading reading = read_txt(value, form);
  std::string text = reading.readable ? dns::to_zone_text(reading.txt) : "refused";
  for (const text::Span word : reading.words) text += fmt::format(" <{}>", value.substr(word.begin, word.length()));
  return text;
}

struct Case {
  TxtForm form;
  std::string value, expected;
};

TEST(TxtValue, IsReadAsItsToolReadsIt) {
  using enum TxtForm;
  const std::vector<Case> cases = {
      {strings, R"("a b" "c")", R"("a b" "c" <"a b"> <"c">)"},
      {strings, R"(a b)", R"("a" "b" <a> <b>)"},  // joined without the blank
      {strings, R"("a\"\059\\")", R"("a\";\\" <"a\"\059\\">)"},
      {strings, R"("a)", R"(refused <"a>)"},
      {strings, "", "refused"},
      {route53, R"("a""b")", R"("a" "b" <"a"> <"b">)"},
      {route53, R"("\073\303\251")", R"(";\195\169" <"\073\303\251">)"},  // octal
      {route53, R"(v=spf1 -all)", R"(refused <v=spf1> <-all>)"},
      {route53, R"(""v=spf1 -all"")", R"(refused <""> <v=spf1> <-all> <"">)"},
      {inside_quotes, R"(v=spf1 -all)", R"("v=spf1 -all" <v=spf1 -all>)"},
      {inside_quotes, R"(one" "two)", R"("one" "two" <one"> <"two>)"},
      {inside_quotes, R"(one""two)", R"("one" "two" <one"> <"two>)"},
      {inside_quotes, R"("v=spf1 -all")", R"(refused <"> <v=spf1> <-all> <">)"},
      {text_or_strings, R"("v=spf1 -all")", R"("v=spf1 -all" <"v=spf1 -all">)"},
      {text_or_strings, R"(v=spf1 -all)", R"("v=spf1 -all" <v=spf1 -all>)"},
      {text, R"("a" \;)", R"("\"a\" \\;" <"a" \;>)"},
      {octodns, R"(v=DMARC1\; p=none; x)", R"("v=DMARC1; p=none; x" <v=DMARC1\; p=none; x>)"},
      {octodns, R"("a" "b")", R"("a" "b" <"a"> <"b">)"},
  };
  for (const Case& each : cases) EXPECT_EQ(dump(each.value, each.form), each.expected) << each.value;
}

TEST(TxtValue, KnowsWhereEachByteStands) {
  using Offsets = std::vector<uint32_t>;
  EXPECT_EQ(read_txt(R"("a\"" "b")", TxtForm::strings).from, (Offsets{1, 2, 7}));
  EXPECT_EQ(read_txt(R"(a""b)", TxtForm::inside_quotes).from, (Offsets{0, 3}));
  EXPECT_EQ(read_txt(R"(a\;b)", TxtForm::octodns).from, (Offsets{0, 2, 3}));
}

TEST(TxtValue, IsCutOnlyByToolsThatCut) {
  const std::string too_long(300, 'x');
  const std::string quoted = '"' + too_long + '"';
  EXPECT_FALSE(read_txt(quoted, TxtForm::strings).readable);
  EXPECT_FALSE(read_txt(quoted, TxtForm::route53).readable);
  EXPECT_FALSE(read_txt(too_long, TxtForm::inside_quotes).readable);
  for (const TxtForm form : {TxtForm::text, TxtForm::text_or_strings, TxtForm::octodns}) {
    const TxtReading reading = read_txt(too_long, form);
    EXPECT_TRUE(reading.readable);
    EXPECT_EQ(reading.txt.strings.size(), 2u);
  }
  EXPECT_EQ(read_txt(quoted, TxtForm::text_or_strings).txt.strings.size(), 2u);
  EXPECT_FALSE(read_txt(std::string(65535, 'x'), TxtForm::text).readable);
}

}  // namespace

}  // namespace mailauth::inputs::txt_value_test
