#include "records/tag_list.h"

#include <gtest/gtest.h>

#include <string>

#include "records/dmarc.h"

namespace mailauth::records::tag_list_test {
namespace {

text::Source source(std::string_view text) { return {"example.com TXT", std::string(text), {}, {}}; }

// "v=DMARC1 | p:reject | <junk> | <> ;" with a final ";" when the list ends with one.
std::string dump(std::string_view text) {
  const text::Source record = source(text);
  const TagList list = parse_tag_list(text);
  std::string shown;
  for (const Tag& tag : list.tags) {
    if (!shown.empty()) shown += " | ";
    const std::string_view name = record.at(tag.name);
    if (name.empty()) {
      shown.append("<").append(record.at(tag.span)).append(">");
    } else {
      shown.append(name).append(record.at(tag.separator)).append(record.at(tag.value));
    }
  }
  return shown + (list.ends_with_semicolon ? " ;" : "");
}

TEST(TagList, SplitsAtSemicolons) {
  EXPECT_EQ(dump("v=DMARC1; p=reject"), "v=DMARC1 | p=reject");
  EXPECT_EQ(dump("v=DMARC1;p=reject;"), "v=DMARC1 | p=reject ;");
  EXPECT_EQ(dump("  v = DMARC1 ; p\t=\treject ; "), "v=DMARC1 | p=reject ;");
  EXPECT_EQ(dump("p="), "p=");
  EXPECT_EQ(dump("rua=mailto:a@example.com?x=y"), "rua=mailto:a@example.com?x=y");
  EXPECT_EQ(dump(""), "");
  EXPECT_EQ(dump(" \t "), "");
}

TEST(TagList, KeepsWhatIsNotATag) {
  EXPECT_EQ(dump("v:DMARC1; p=reject"), "v:DMARC1 | p=reject");
  EXPECT_EQ(dump("v=DMARC1; junk; p=reject"), "v=DMARC1 | <junk> | p=reject");
  EXPECT_EQ(dump("v=DMARC1;; p=reject"), "v=DMARC1 | <> | p=reject");
  EXPECT_EQ(dump(";"), "<> ;");
  EXPECT_EQ(dump("two words=x"), "<two words=x>");
  EXPECT_EQ(dump("=x; 1a=x; a-b=x"), "<=x> | <1a=x> | <a-b=x>");  // RFC 6376 3.2: tag-name = ALPHA *ALNUMPUNC
  EXPECT_EQ(dump("a_1=x"), "a_1=x");
}

TEST(TagList, SaysWhereTheSemicolonsAre) {
  EXPECT_EQ(parse_tag_list("a=1;;b=2; ").semicolons, (std::vector<uint32_t>{3, 4, 8}));
}

TEST(TagList, IsBounded) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "a=1;";
  const TagList list = parse_tag_list(text);
  ASSERT_EQ(list.tags.size(), max_tags);
  EXPECT_TRUE(list.tags.back().name.empty());
  EXPECT_EQ(list.tags.back().span.end, text.size());
}

TEST(TagList, FindsTheFirstOfTwo) {
  const text::Source record = source("P=A; p:B; p=C; p=D");
  const TagList list = parse_tag_list(record.text);
  EXPECT_EQ(record.at(find_tag(record, list, "p", NameCase::sensitive)->value), "C");
  EXPECT_EQ(record.at(find_tag(record, list, "p", NameCase::ignored)->value), "A");
  EXPECT_EQ(find_tag(record, list, "q", NameCase::ignored), nullptr);
}

// "[separator]name=value" of every swallowed tag
std::string swallowed(std::string_view text) {
  const text::Source record = source(text);
  std::string shown;
  for (const SwallowedTag& inner : find_swallowed_tags(text, parse_tag_list(text), dmarc::is_known_tag)) {
    shown.append(shown.empty() ? "" : " ").append("[").append(record.at(inner.separator)).append("]");
    shown.append(record.at(inner.tag.span));
  }
  return shown;
}

struct SwallowedCase {
  std::string_view text, expected;
};

TEST(SwallowedTags, AreFoundBehindWrongSeparators) {
  const SwallowedCase cases[] = {
      {"rua=mailto:a@example.com:fo=1;adkim=s", "[:]fo=1"},
      {"v=DMARC1 p=reject rua=mailto:a@example.com", "[ ]p=reject [ ]rua=mailto:a@example.com"},
      {"v=DMARC1, p=none | sp = none", "[, ]p=none [ | ]sp = none"},
      {"rua=mailto:a@example.com,ruf=mailto:b@example.com,mailto:c@example.com",
       "[,]ruf=mailto:b@example.com,mailto:c@example.com"},
      {"p=none&PCT=10", "[&]PCT=10"},
      {"DMARC1 p=reject", "[ ]p=reject"},  // inside of what is no tag
      {"rua=mailto:a@example.com?subject=x, fo=1", "[, ]fo=1"},
  };
  for (const SwallowedCase& c : cases) EXPECT_EQ(swallowed(c.text), c.expected) << c.text;
}

TEST(SwallowedTags, AreNotSeenInWhatOnlyLooksLikeThem) {
  for (const std::string_view text : {
           "fo=1:d:s",
           "p=none; sp=none",
           "rua=mailto:a@example.com?subject=p=1&p=1",
           "rua=mailto:t=x@example.com",
           "x=a b=c",
           "p=reject rua",
           "p=AAAA t==",
           "p=xrua=mailto:a@example.com",
       }) {
    EXPECT_EQ(swallowed(text), "") << text;
  }
}

TEST(SwallowedTags, AreBounded) {
  std::string text = "v=DMARC1";
  for (int i = 0; i < 200; ++i) text += " p=none";
  EXPECT_EQ(find_swallowed_tags(text, parse_tag_list(text), dmarc::is_known_tag).size(), max_swallowed_tags);
}

}  // namespace
}  // namespace mailauth::records::tag_list_test
