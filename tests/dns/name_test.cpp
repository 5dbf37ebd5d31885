#include "dns/name.h"

#include <gtest/gtest.h>

#include "dns/dns_support.h"

namespace mailauth::dns::name_test {
namespace {

TEST(Name, ReadsTextIntoOneForm) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"example.com", "example.com"},
      {"Example.COM.", "example.com"},
      {"", ""},
      {".", ""},
      {"_dmarc.example.com", "_dmarc.example.com"},
      {"*.example.com", "*.example.com"},
      {"\\*.example.com", "*.example.com"},                        // RFC 4592 2.1.1: the octet counts
      {"0/25.2.0.192.in-addr.arpa", "0/25.2.0.192.in-addr.arpa"},  // RFC 2317
      {"a\\.b.example", "a\\.b.example"},
      {"a\\046b.example", "a\\.b.example"},
      {"\\065.example", "a.example"},  // "A", and case does not matter
      {"a\\ b.example", "a\\032b.example"},
      {"a b.example", "a\\032b.example"},
      {"a\\\\b.example", "a\\092b.example"},
      {"a@b.example", "a\\064b.example"},
      {"\xC3\xBC.example", "\\195\\188.example"},
      {"\\000.example", "\\000.example"},
      {"a\\..", "a\\."},
  };
  for (const auto& [text, normal] : cases) {
    const auto parsed = Name::parse(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_EQ(parsed->text(), normal);
    EXPECT_EQ(Name::parse(parsed->text()), parsed);
  }
}

TEST(Name, RefusesWhatIsNoName) {
  for (const char* wrong : {"..", ".a", "a..b", "a..", "a\\", "a\\25", "a\\256.b", "a\\2x5"}) {
    EXPECT_EQ(Name::parse(wrong), std::nullopt) << wrong;
  }
}

TEST(Name, BoundsLengths) {
  const std::string label(63, 'a');
  const std::string longest = label + '.' + label + '.' + label + '.' + std::string(61, 'a');
  EXPECT_EQ(longest.size(), max_name_length);
  EXPECT_TRUE(Name::parse(longest) && Name::parse(longest + '.'));
  EXPECT_FALSE(Name::parse(longest + 'a'));
  EXPECT_FALSE(Name::parse('a' + label));
  EXPECT_FALSE(name(longest).child("a"));
  std::string escaped;
  for (int i = 0; i < 63; ++i) escaped += "\\001";
  EXPECT_TRUE(Name::parse(escaped));  // 63 octets
  EXPECT_FALSE(Name::parse(escaped + "\\001"));
  std::string labels = "a";
  for (std::size_t i = 1; i < max_labels; ++i) labels += ".a";
  EXPECT_EQ(name(labels).label_count(), max_labels);
  EXPECT_FALSE(Name::parse(labels + ".a"));
}

TEST(Name, ReadsLabelsWithTheirLengths) {  // RFC 1035 3.1
  using namespace std::string_view_literals;
  const std::string long_label = std::string(1, '\x3f') + std::string(63, 'a');
  const std::string too_long_label = std::string(1, '\x40') + std::string(64, 'a');
  const std::string longest = long_label + long_label + long_label + std::string(1, '\x3d') + std::string(61, 'a');
  const struct {
    std::string_view octets;
    std::string text;  // "-": no name
  } cases[] = {
      {"\7eXample\3com\0"sv, "example.com"},
      {"\7example\3com"sv, "example.com"},  // the end is the end
      {"\0"sv, ""},
      {""sv, ""},
      {"\3a.b\1\\\0"sv, "a\\.b.\\092"},  // one label with a dot in it, and a backslash
      {"\2\300\0\1 \0"sv, "\\192\\000.\\032"},
      {"\4com"sv, "-"},
      {"\300\14"sv, "-"},  // a pointer
      {long_label, std::string(63, 'a')},
      {too_long_label, "-"},
      {longest, Name::parse(std::string(63, 'a') + "." + std::string(63, 'a') + "." + std::string(63, 'a') + "." +
                            std::string(61, 'a'))
                    .value()
                    .text()},
      {"\1b"sv, "b"},
  };
  for (const auto& [octets, text] : cases) {
    const auto name = Name::from_wire(octets);
    EXPECT_EQ(name ? name->text() : "-", text);
  }
  EXPECT_EQ(Name::from_wire(longest + "\1b"), std::nullopt) << "longer than 255 octets";
}

TEST(Name, IsAbsoluteWithAFinalDot) {
  for (const char* absolute : {".", "a.", "a.b.", "a\\\\.", "\\\\."}) EXPECT_TRUE(is_absolute(absolute)) << absolute;
  for (const char* relative : {"", "a", "a.b", "a\\.", "\\.", "a\\\\\\."})
    EXPECT_FALSE(is_absolute(relative)) << relative;
}

TEST(Name, WalksUpAndDown) {
  const Name domain = name("a\\.b.mail.example.com");
  EXPECT_EQ(domain.labels(), (std::vector<std::string_view>{"a\\.b", "mail", "example", "com"}));
  EXPECT_EQ(domain.label_count(), 4u);
  EXPECT_EQ(domain.parent(), name("mail.example.com"));
  EXPECT_EQ(name("com").parent(), Name());
  EXPECT_EQ(Name().parent(), Name());
  EXPECT_EQ(Name().label_count(), 0u);
  EXPECT_EQ(domain.last_labels(2), name("example.com"));
  EXPECT_EQ(domain.last_labels(9), domain);
  EXPECT_EQ(domain.last_labels(0), Name());
  EXPECT_EQ(name("example.com").child("s1._domainkey"), name("s1._domainkey.example.com"));
  EXPECT_EQ(name("example.com").child("S1."), name("s1.example.com"));
  EXPECT_EQ(name("example.com").child(""), name("example.com"));
  EXPECT_EQ(name("example.com").child("a..b"), std::nullopt);
  EXPECT_EQ(name("example.com").child(".b"), std::nullopt);
  EXPECT_EQ(Name().child("com"), name("com"));
}

TEST(Name, KnowsWhatIsBelowIt) {
  const Name example = name("example.com");
  EXPECT_TRUE(name("a.example.com").is_within(example));
  EXPECT_TRUE(example.is_within(example));
  EXPECT_TRUE(example.is_within(Name()));
  EXPECT_FALSE(name("com").is_within(example));
  EXPECT_FALSE(name("anexample.com").is_within(example));
  EXPECT_FALSE(name("an\\.example.com").is_within(example));  // a dot inside of a label
  EXPECT_EQ(name("a.b.example.com").relative_to(example), "a.b");
  EXPECT_EQ(example.relative_to(example), "");
  EXPECT_EQ(example.relative_to(Name()), "example.com");
}

}  // namespace
}  // namespace mailauth::dns::name_test
