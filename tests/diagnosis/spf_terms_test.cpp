// The terms of SPF as they are typed, and as they were meant.

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "diagnosis/spf.h"
#include "diagnosis/spf_macro_use.h"
#include "diagnosis/spf_term_text.h"

namespace mailauth::diagnosis_spf_terms_test {
namespace {

std::string show(std::string_view term) {
  const auto parts = diagnosis::take_apart(term);
  return std::string(parts.sign) + "," + std::string(parts.name) + "," + std::string(parts.separator) + "," +
         std::string(parts.rest);
}

TEST(TermText, IsTakenApart) {
  EXPECT_EQ(show("-ipv4:192.0.2.0/24"), "-,ipv4,:,192.0.2.0/24");
  EXPECT_EQ(show("~~redirect=a.example"), "~~,redirect,=,a.example");
  EXPECT_EQ(show("mx/24"), ",mx,,/24");
  EXPECT_EQ(show("all"), ",all,,");
  EXPECT_EQ(show(""), ",,,");
}

TEST(TermText, IsPutTogetherWithAnotherValue) {
  EXPECT_EQ(diagnosis::with_value(diagnosis::take_apart("-a:https://a.example/"), "a.example"), "-a:a.example");
}

TEST(TermText, IsToldFromOtherText) {
  EXPECT_TRUE(diagnosis::are_valid_terms("mx ip4:192.0.2.1 -all"));
  EXPECT_FALSE(diagnosis::are_valid_terms("inlcude:a.example"));
  EXPECT_EQ(diagnosis::network_term("192.0.2.0/24"), "ip4:192.0.2.0/24");
  EXPECT_EQ(diagnosis::network_term("2001:db8::/32"), "ip6:2001:db8::/32");
  EXPECT_EQ(diagnosis::network_term("192.0.2.0/33"), std::nullopt);
  EXPECT_TRUE(diagnosis::is_host_name("_spf.example.net"));
  EXPECT_FALSE(diagnosis::is_host_name("192.0.2.1"));
  EXPECT_FALSE(diagnosis::is_host_name("localhost"));
  EXPECT_EQ(diagnosis::nearest_name("inlcude"), "include");
  EXPECT_EQ(diagnosis::nearest_name("aaaa"), "a");
  EXPECT_EQ(diagnosis::nearest_name("rubbish"), std::nullopt);
}

TEST(MeantTerms, AreTheWrittenOnesOrWhatIsRight) {
  const auto record = records::spf::parse({"", "v=spf1 ip4: 192.0.2.1 mx - all", {}, {}});
  const auto& terms = diagnosis::meant_terms(record);
  ASSERT_EQ(terms.size(), 5u);
  EXPECT_TRUE(terms[0].means(records::spf::Kind::ip4));
  EXPECT_TRUE(terms[1].meant.empty());  // part of the one before
  EXPECT_TRUE(terms[2].means(records::spf::Kind::mx));
  EXPECT_TRUE(terms[3].means(records::spf::Kind::all));
  EXPECT_TRUE(terms[4].meant.empty());
}

TEST(MacroUse, IsFoundByItsLetterInEitherCase) {
  const auto record = records::spf::parse({"", "v=spf1 exists:%{i}.%{S}.example.com a:%{l}.example.com -all", {}, {}});
  const auto uses = diagnosis::macros_of(record, "sl");
  ASSERT_EQ(uses.size(), 2u);
  EXPECT_EQ(uses[0].term, &record.terms[0]);
  EXPECT_EQ(uses[1].term, &record.terms[1]);
}

}  // namespace
}  // namespace mailauth::diagnosis_spf_terms_test
