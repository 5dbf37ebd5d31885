// What a faulty DMARC record was meant to say.

#include "diagnosis/dmarc.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "diagnosis/dmarc_international.h"

namespace mailauth::diagnosis_dmarc_test {
namespace {

using diagnosis::UriFlaw;
using records::dmarc::Policy;
using testing::ElementsAre;
using testing::IsEmpty;

records::dmarc::Record record(std::string text) { return records::dmarc::parse({"", std::move(text), {}, {}}); }

TEST(MeantPolicy, IsAWordNearToIt) {
  EXPECT_EQ(diagnosis::meant_policy("Reject"), Policy::reject);
  EXPECT_EQ(diagnosis::meant_policy("quarentine"), Policy::quarantine);
  EXPECT_EQ(diagnosis::meant_policy("block"), Policy::reject);
  EXPECT_EQ(diagnosis::meant_policy("on"), std::nullopt);
}

TEST(MeantTag, IsALongOneThatIsMisspelt) {
  EXPECT_EQ(diagnosis::meant_tag("rau"), "rua");
  EXPECT_EQ(diagnosis::meant_tag("policy"), "p");
  EXPECT_EQ(diagnosis::meant_tag("rua"), std::nullopt);
  EXPECT_EQ(diagnosis::meant_tag("x"), std::nullopt);
}

TEST(MeantUris, AreAddresses) {
  EXPECT_THAT(diagnosis::meant_uris("a@example.com"), ElementsAre("mailto:a@example.com"));
  EXPECT_THAT(diagnosis::meant_uris("maito:a@example.com"), ElementsAre("mailto:a@example.com"));
  EXPECT_THAT(diagnosis::meant_uris("mailto:a@example.com mailto:b@example.com"),
              ElementsAre("mailto:a@example.com", "mailto:b@example.com"));
  EXPECT_THAT(diagnosis::meant_uris("nobody"), IsEmpty());
}

TEST(UriFlaw, IsOneOfFour) {
  const auto flaw = [](const std::string& item) {
    const auto faulty = record("v=DMARC1; p=none; rua=" + item);
    return diagnosis::flaw_of(faulty, faulty.rua.at(0));
  };
  EXPECT_EQ(flaw("mailto:a@example.com"), UriFlaw::none);
  EXPECT_EQ(flaw("https://example.com/reports"), UriFlaw::none);
  EXPECT_EQ(flaw("a@example.com"), UriFlaw::scheme_missing);
  EXPECT_EQ(flaw("mailto:a@example.com mailto:b@example.com"), UriFlaw::separator);
  EXPECT_EQ(flaw("mailto:a!b@example.com"), UriFlaw::reserved);
  EXPECT_EQ(flaw("mailto:a"), UriFlaw::malformed);
}

TEST(Tags, AreReadAsTheyWereMeant) {
  const auto swallowing = record("v=DMARC1; p=reject rua=mailto:a@example.com");
  const records::Tag* policy = swallowing.find("p");
  ASSERT_NE(policy, nullptr);
  EXPECT_EQ(swallowing.text(diagnosis::own_value(swallowing, *policy)), "reject");
  EXPECT_EQ(diagnosis::tag_around(swallowing, policy->value), policy);
  EXPECT_EQ(diagnosis::tag_around(swallowing, {8, 10}), nullptr);  // "; "

  const auto late = record("p=reject; v=DMARC1");
  EXPECT_EQ(diagnosis::late_version(late), &late.list.tags[1]);
  EXPECT_EQ(diagnosis::late_version(swallowing), nullptr);

  const auto blanks = record("v=DMARC1; p = reject");
  EXPECT_TRUE(diagnosis::has_blanks_around_equals(blanks.list.tags[1]));
  EXPECT_FALSE(diagnosis::has_blanks_around_equals(late.list.tags[0]));

  const auto cut = record("v=DMARC1; p=none; rua=mailto:a@example.com;mailto:b@example.com");
  EXPECT_FALSE(diagnosis::continues_report_list(cut, 2));
  EXPECT_TRUE(diagnosis::continues_report_list(cut, 3));
}

TEST(AsLastTag, SaysWhetherASemicolonIsMissing) {
  EXPECT_EQ(diagnosis::as_last_tag(record("v=DMARC1; p=none"), "np=reject"), "write ; np=reject here");
  EXPECT_EQ(diagnosis::as_last_tag(record("v=DMARC1; p=none;"), "np=reject"), "write np=reject here");
}

TEST(HistoricValues, AreThoseOfRfc7489) {
  EXPECT_TRUE(diagnosis::is_valid_historic_value("rf", "AFRF"));
  EXPECT_FALSE(diagnosis::is_valid_historic_value("rf", "iodef"));
  EXPECT_TRUE(diagnosis::is_valid_historic_value("ri", "86400"));
  EXPECT_FALSE(diagnosis::is_valid_historic_value("ri", "daily"));
}

TEST(InternationalUris, HaveAnAsciiFormWhenOnlyTheDomainIsOne) {
  const auto uris = diagnosis::international_uris(record("v=DMARC1; p=none; rua=mailto:a@b\xC3\xBC"
                                                         "cher.example,mailto:\xC3\xBC@b\xC3\xBC"
                                                         "cher.example,mailto:a@example.com"));
  ASSERT_EQ(uris.size(), 2u);
  EXPECT_EQ(uris[0].ascii, "mailto:a@xn--bcher-kva.example");
  EXPECT_EQ(uris[1].ascii, std::nullopt);
}

}  // namespace
}  // namespace mailauth::diagnosis_dmarc_test
