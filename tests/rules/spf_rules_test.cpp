// Messages and marks of the SPF rules, where their samples do not show them.

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "support/judged.h"

namespace mailauth::spf_rules_test {
namespace {

struct Case {
  std::string_view zone;
  std::string_view shown;
};

void expect(std::string_view rule, const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(test::shown(c.zone, rule), c.shown) << c.zone;
}

bool notes(const rules::Finding& finding, std::string_view part) {
  for (const std::string& note : finding.notes)
    if (note.find(part) != std::string::npos) return true;
  return false;
}

TEST(SpfVersionTypo, PointsAtTheBytesThatAreWrong) {
  const std::string_view message = "this is not an SPF record: it does not begin with v=spf1 and a space\n";
  const std::vector<Case> cases{
      {R"(@ TXT "v:spf1 -all")", "[:] write '=' here"},
      {R"(@ TXT "v=spf1; -all")", "[;] remove this"},
      {R"(@ TXT "v=spf1,mx -all")", "[,] write a space instead"},
      {R"(@ TXT "v=spf1mx -all")", "[] write a space here"},
      {R"(@ TXT "v=spf1" "mx -all")", "[] write a space here"},
      {R"(@ TXT "spf1 mx -all")", "[spf1] write v=spf1 and a space here"},
      {R"(@ TXT "v=sfp1 mx -all")", "[v=sfp1] write v=spf1 and a space here"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(test::shown(c.zone, "spf-version-typo"), std::string(message).append(c.shown)) << c.zone;
}

TEST(SpfVersionTypo, SpeaksAloneAboutItsRecord) {
  // The MX says that the domain uses mail: there is no SPF, but not "none was published".
  EXPECT_EQ(test::shown("@ MX 10 mail\nmail A 192.0.2.1\n@ TXT \"v:spf1 mx -all\"", "spf-missing"), "");
  // Quotes and foreign characters are reported by the rules that name them.
  EXPECT_EQ(test::shown(R"(@ TXT "\"v=spf1 -all\"")", "spf-version-typo"), "");
  EXPECT_EQ(test::shown(R"(@ TXT "\239\187\191v=spf1 -all")", "spf-version-typo"), "");
  EXPECT_EQ(test::shown(R"(@ TXT "example.com. IN TXT v=spf1 -all")", "spf-version-typo"), "");
}

TEST(SpfVersionTypo, IsLessBesideTheRealRecord) {
  const auto found = test::of_rule(test::judged(R"(@ TXT "v=spf1 -all"
@ TXT "v:spf1 mx -all")"),
                                   "spf-version-typo");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().severity, rules::Severity::warning);
}

TEST(SpfSyntax, IsJudgedInLookalikesToo) {
  const auto found = test::judged(R"(@ TXT "v:spf1 ipv4:192.0.2.1 -all")");
  const auto unknown = test::of_rule(found, "spf-unknown-mechanism");
  ASSERT_EQ(unknown.size(), 1U);
  EXPECT_NE(unknown.front().consequence.find("do not see this record"), std::string::npos);
}

TEST(SpfSyntax, IsJudgedAtTheMailFromToo) {
  const auto found = test::of_rule(test::judged(R"(;! --mail-from bounce.example.com
@ TXT "v=spf1 -all"
bounce TXT "v=spf1 ip4:192.0.2.1; -all")"),
                                   "spf-trailing-punctuation");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().name.text(), "bounce.example.com");
}

TEST(SpfSyntax, OfOthersIsNotTheOwnersToCorrect) {
  EXPECT_EQ(test::shown(R"(@ TXT "v=spf1 include:a.example.net -all"
a.example.net. TXT "v=spf1 ipv4:192.0.2.1 -all")",
                        "spf-unknown-mechanism"),
            "");
}

TEST(SpfSyntax, MarksAllPlacesOfOneMistakeAtOnce) {
  expect("spf-trailing-punctuation", {{R"(@ TXT "v=spf1 ip4:192.0.2.1, mx; -all;")",
                                       "',' follows 'ip4:192.0.2.1': only spaces separate the terms of SPF\n"
                                       "[,] remove this\n[;] remove this\n[;] remove this"}});
}

TEST(SpfPlusAll, SeesEveryWayToPermitEverybody) {
  expect("spf-plus-all",
         {
             {R"(@ TXT "v=spf1 mx all")",
              "anyone may send as example.com: 'all' matches every server in the world\n[all] write ~all here"},
             {R"(@ TXT "v=spf1 ip6:::/0 -all")",
              "anyone may send as example.com: 'ip6:::/0' matches every address there is\n"
              "[ip6:::/0] permit only your own servers"},
             {R"(@ TXT "v=spf1 -ip4:0.0.0.0/0 ?all")", ""},
             {R"(@ TXT "v=spf1 -all +all")", ""},  // never reached
         });
}

TEST(SpfNoAll, IsSilentWhenAllIsOnlyMisspelt) {
  expect("spf-no-all",
         {
             {R"(@ TXT "v=spf1 mx")", "the SPF record does not say what holds for servers that it does not list\n"
                                      "[] write ~all here"},
             {R"(@ TXT "v=spf1")", ""},  // spf-record-empty
             {R"(@ TXT "v=spf1 mx -all;")", ""},
             {R"(@ TXT "v=spf1 mx -al")", ""},
             {R"(@ TXT "v=spf1 redirect:a.example.net")", ""},
         });
}

TEST(SpfTermsAfterAll, MarksEachOfThem) {
  expect("spf-terms-after-all", {{R"(@ TXT "v=spf1 -all mx ip4:192.0.2.1 ~all exp=x.example.com")",
                                  "'mx' and 1 more after 'all' are never used\n[mx] move this before 'all'\n"
                                  "[ip4:192.0.2.1] move this before 'all'"}});
}

TEST(SpfMultipleAll, MarksThoseThatDoNotCount) {
  expect("spf-multiple-all", {{R"(@ TXT "v=spf1 mx -all ~all ?all")",
                               "3 'all' terms are there, and only '-all' counts\n"
                               "[~all] remove this: only the first 'all' counts\n[?all] remove this"}});
}

TEST(SpfMeaning, IsJudgedAsItWasMeant) {
  expect("spf-terms-after-all", {{R"(@ TXT "v=spf1 a -all; mx ip4: 192.0.2.1")",
                                  "'mx' and 1 more after 'all' are never used\n[mx] move this before 'all'\n"
                                  "[ip4:] move this before 'all'"}});
  expect("spf-plus-all",
         {{R"(@ TXT "v=spf1 +all;")", "anyone may send as example.com: '+all;' matches every server in the world\n"
                                      "[+] write '~' or '-' here"}});
}

constexpr std::string_view over_the_limit = R"(@ TXT "v=spf1 include:a.example.net include:a.example.net mx a -all"
@ MX 10 mail
@ A 192.0.2.1
@ AAAA 2001:db8::1
mail A 192.0.2.2
a.example.net. TXT "v=spf1 a:h.example.net a:h.example.net a:h.example.net include:b.example.net -all"
b.example.net. TXT "v=spf1 ip4:192.0.2.9 -all"
h.example.net. A 192.0.2.3
h.example.net. AAAA 2001:db8::3)";

TEST(SpfTooManyLookups, MarksTheTermAtWhichReceiversStop) {
  expect("spf-too-many-lookups", {{over_the_limit, "the SPF record needs 12 DNS lookups, and receivers stop after 10\n"
                                                   "[mx] receivers stop here, at the 11th lookup"}});
}

TEST(SpfTooManyLookups, SaysWhatEachTermCostsAndHowToSave) {
  const auto found = test::of_rule(test::judged(over_the_limit), "spf-too-many-lookups");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(notes(found.front(), "include:a.example.net costs 5 lookups"));
  EXPECT_TRUE(notes(found.front(), "a.example.net is included 2 times"));
  EXPECT_TRUE(notes(found.front(), "write ip4:192.0.2.1 ip6:2001:db8::1 instead of a"));
}

TEST(SpfTooManyVoidLookups, CountsForEachFamilyOfAddresses) {
  const auto found =
      test::of_rule(test::judged(R"(@ TXT "v=spf1 a:h1.example.com a:h2.example.com a:h3.example.com -all"
h1 A 192.0.2.1
h2 A 192.0.2.2
h3 A 192.0.2.3)"),
                    "spf-too-many-void-lookups");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().severity, rules::Severity::warning);
  EXPECT_EQ(found.front().message,
            "3 lookups of the SPF record find nothing for mail sent over IPv6, and receivers allow only 2");
  EXPECT_EQ(found.front().marks.size(), 3U);
}

TEST(SpfIncludeNoRecord, SaysWhyAndWhere) {
  expect("spf-include-no-record",
         {
             {"@ TXT \"v=spf1 include:a.example.net -all\"\na.example.net. TXT \"v:spf1 -all\"",
              "a.example.net has no SPF record: what stands there does not begin with v=spf1\n"
              "[include:a.example.net] remove this, or correct the name"},
             {"@ TXT \"v=spf1 include:a.example.net -all\"\na.example.net. CNAME b.example.net.",
              "a.example.net has no SPF record: it is an alias of b.example.net, which does not exist\n"
              "[include:a.example.net] remove this, or correct the name"},
             {"@ TXT \"v=spf1 include:a.example.net -all\"\na.example.net. TXT \"v=spf1 redirect=b.example.net\"",
              "b.example.net has no SPF record: the name does not exist\n"
              "[include:a.example.net] this leads to the broken record"},
         });
}

TEST(SpfIncludeTakeover, SpeaksInsteadOfTheMissingRecord) {
  const std::string_view zone = "@ TXT \"v=spf1 include:_spf.example.net a:mail.example.net -all\"";
  expect("spf-include-takeover",
         {{zone, "example.net is not registered: whoever registers it can send mail as example.com\n"
                 "[include:_spf.example.net] remove this today"}});
  expect("spf-include-no-record", {{zone, ""}});
}

TEST(SpfIncludeTakeover, IsNotAboutABlankThatIsMissing) {
  const std::string_view zone = "@ TXT \"v=spf1 mx include:_spf.example.net-all\"";
  expect("spf-include-takeover", {{zone, ""}});
  expect("spf-include-no-record", {{zone, ""}});
  expect("spf-syntax-error", {{zone, "two terms run together: 'include:_spf.example.net-all'\n[] write a space here"}});
}

TEST(SpfRedirectWithAll, IsAnErrorWhereNobodyIsPermitted) {
  const auto found = [](std::string_view record) {
    const std::string there = "_spf.example.net. TXT \"v=spf1 ip4:192.0.2.1 -all\"\n@ MX 10 mail\nmail A 192.0.2.2\n";
    const auto findings =
        test::of_rule(test::judged(there + "@ TXT \"v=spf1 " + std::string(record) + "\""), "spf-redirect-with-all");
    if (findings.size() != 1) return std::string("none");
    return std::string(to_string(findings.front().severity));
  };
  EXPECT_EQ(found("redirect=_spf.example.net -all"), "error");
  EXPECT_EQ(found("~all redirect=_spf.example.net"), "error");
  EXPECT_EQ(found("redirect=_spf.example.net-all"), "error");
  EXPECT_EQ(found("mx redirect=_spf.example.net -all"), "warning");
  EXPECT_EQ(found("redirect=_spf.example.net"), "none");
}

TEST(SpfMissing, OffersARecordOfTheKnownSenders) {
  const auto found =
      test::of_rule(test::judged("@ MX 10 mail\n@ MX 20 aspmx.l.google.com.\nmail A 192.0.2.1"), "spf-missing");
  ASSERT_EQ(found.size(), 1U);
  ASSERT_TRUE(found.front().fix);
  EXPECT_EQ(found.front().fix->text(), "v=spf1 mx include:_spf.google.com ~all");
}

TEST(SpfMissing, LeavesUnusedDomainsToTheRuleOnThem) {
  expect("spf-missing", {{"www A 192.0.2.1", ""}});
  expect("spf-missing-parked",
         {{"www A 192.0.2.1", "example.com looks unused, but no SPF record says that nobody sends from it"}});
}

TEST(SpfWrongName, SpeaksInsteadOfTheMissingRecord) {
  const std::string_view zone = "@ MX 10 mail\nmail A 192.0.2.1\nspf TXT \"v=spf1 mx -all\"";
  expect("spf-missing", {{zone, ""}});
  expect("spf-wrong-name", {{zone, "the SPF record is at spf.example.com, and receivers look only at example.com\n"
                                   "[v=spf1 mx -all] publish this at example.com"}});
}

TEST(SpfMultipleRecords, IsOneFindingForAName) {
  expect("spf-multiple-records", {{"@ TXT \"v=spf1 mx -all\"\n@ TXT \"v=spf1 a -all\"\n@ TXT \"v=spf1 -all\"",
                                   "example.com has 3 SPF records, and there may be only one\n"
                                   "[v=spf1] merge this record into the other one"}});
}

}  // namespace
}  // namespace mailauth::spf_rules_test
