// Which fixes are offered, what publishing them does, and which are held back.

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "facts/collect.h"
#include "repair/repair.h"
#include "rules/judge.h"
#include "support/judged.h"
#include "support/world.h"

namespace mailauth::propose_test {
namespace {

std::vector<rules::Finding> proposed(std::string_view zone) {
  const test::World world = test::world(zone);
  auto findings = rules::judge(world.facts);
  repair::propose(world.facts, world.sample.evidence, findings);
  return findings;
}

// The fix of the first finding of a rule. Fails when there is no such finding.
std::shared_ptr<const rules::Fix> fix_of(const std::vector<rules::Finding>& findings, std::string_view rule) {
  const auto found = test::of_rule(findings, rule);
  EXPECT_FALSE(found.empty()) << rule;
  return found.empty() ? nullptr : found.front().fix;
}

// "activates: v=DMARC1; p=reject", or nothing.
std::string offered(std::string_view zone, std::string_view rule) {
  const auto fix = fix_of(proposed(zone), rule);
  if (!fix) return "";
  return std::string(to_string(fix->effect)) + ": " + fix->text();
}

// A domain with mail, SPF and an unknown number of DKIM keys.
std::string sender(std::string_view rest) {
  return "@ MX 10 mail\nmail A 192.0.2.25\n@ TXT \"v=spf1 mx ~all\"\nunknown._domainkey TXT \"v=DKIM1; p=\"\n" +
         std::string(rest);
}
std::string dmarc(std::string_view record) { return "_dmarc TXT \"" + std::string(record) + "\"\n"; }

const std::string seed = dmarc("v:DMARC1;p=reject;pct=100;rua=mailto:support@example.com:fo=1;adkim=s;aspf=s;");
constexpr std::string_view repaired_seed = "v=DMARC1; p=reject; rua=mailto:support@example.com; adkim=s; aspf=s";

TEST(Propose, GivesBothFindingsOfARecordTheSameFix) {
  const auto findings = proposed(sender(seed));
  const auto version = fix_of(findings, "dmarc-version-typo");
  const auto separator = fix_of(findings, "dmarc-wrong-separator");
  ASSERT_TRUE(version && separator);
  EXPECT_EQ(version->text(), repaired_seed);
  EXPECT_EQ(separator->text(), repaired_seed);
  EXPECT_EQ(version->owner.text(), "_dmarc.example.com");
  ASSERT_EQ(version->replaces.size(), 1u);
  EXPECT_EQ(version->effect, rules::Effect::activates);
  EXPECT_TRUE(version->warning.starts_with("publishing this switches p=reject on, which is not in force today"))
      << version->warning;
}

TEST(Propose, WarnsOnlyOfThePolicyWhenThatIsAll) {
  const auto fix = fix_of(proposed("@ MX 0 .\n@ TXT \"v=spf1 -all\"\n" + seed), "dmarc-version-typo");
  ASSERT_TRUE(fix);
  EXPECT_EQ(fix->text(), repaired_seed);
  EXPECT_EQ(fix->warning, "publishing this switches p=reject on, which is not in force today");
}

TEST(Propose, WarnsOfWhatAPolicyDoesToOwnMail) {
  const auto fix = fix_of(proposed(sender(seed)), "dmarc-version-typo");
  ASSERT_TRUE(fix);
  EXPECT_NE(fix->warning.find("; then "), std::string::npos) << fix->warning;
}

TEST(Propose, OffersMonitoringWhereThePolicyWouldHitAllMail) {
  const std::string no_authentication = "@ MX 10 mail\nmail A 192.0.2.25\n";
  EXPECT_EQ(offered(no_authentication + seed, "dmarc-version-typo"),
            "neutral: v=DMARC1; p=none; rua=mailto:support@example.com; adkim=s; aspf=s");
}

TEST(Propose, DropsStrictAlignmentThatCanNeverMatch) {
  const std::string zone = sender(seed) + "mail MX 10 feedback-smtp.eu-west-1.amazonses.com.\n" +
                           "mail TXT \"v=spf1 include:amazonses.com ~all\"\n"
                           "amazonses.com. TXT \"v=spf1 ip4:198.51.100.0/24 -all\"\n;! --mail-from mail.example.com\n";
  const auto fix = fix_of(proposed(zone), "dmarc-version-typo");
  ASSERT_TRUE(fix);
  EXPECT_EQ(fix->text(), "v=DMARC1; p=reject; rua=mailto:support@example.com; adkim=s");
  EXPECT_EQ(fix->changes.back(), "dropped aspf=s: the MAIL FROM domain is a subdomain, so it can never match");
}

TEST(Propose, RepairsARecordToAPolicyThatIsOldAlready) {
  EXPECT_EQ(offered(";! --past 2020-01-01 none\n" + sender(dmarc("v:DMARC1; p=none; rua=mailto:a@example.com")),
                    "dmarc-version-typo"),
            "neutral: v=DMARC1; p=none; rua=mailto:a@example.com");
}

TEST(Propose, TellsTheEffect) {
  EXPECT_EQ(offered(sender(""), "dmarc-missing"), "neutral: v=DMARC1; p=none; rua=mailto:dmarc@example.com");
  EXPECT_EQ(offered(sender(dmarc("v=DMARC1; p=quarantine; sp=none; rua=mailto:a@example.com")), "dmarc-sp-weaker"),
            "activates: v=DMARC1; p=quarantine; rua=mailto:a@example.com");
  EXPECT_EQ(offered(sender(dmarc("v=DMARC1; p=none")), "dmarc-p-none-no-rua"),
            "neutral: v=DMARC1; p=none; rua=mailto:dmarc@example.com");
  EXPECT_EQ(offered("@ MX 10 mail\nmail A 192.0.2.25\n@ TXT \"v=spf1 mx +all\"\n", "spf-plus-all"),
            "activates: v=spf1 mx ~all");
}

TEST(Propose, DoesNotMixDecisionsIntoCorrections) {
  const std::string zone = sender(dmarc("v=DMARC1; p=reject; sp=none; rua=a@example.com"));
  EXPECT_EQ(offered(zone, "dmarc-rua-scheme-missing"),
            "neutral: v=DMARC1; p=reject; sp=none; rua=mailto:a@example.com");
  EXPECT_EQ(offered(zone, "dmarc-sp-weaker"), "");
}

TEST(Propose, MergesSeveralRecords) {
  const auto findings =
      proposed(sender(dmarc("v=DMARC1; p=none; rua=mailto:a@example.com") + dmarc("v=DMARC1; p=reject")));
  const auto fix = fix_of(findings, "dmarc-multiple-records");
  ASSERT_TRUE(fix);
  EXPECT_EQ(fix->text(), "v=DMARC1; p=none; rua=mailto:a@example.com");
  EXPECT_EQ(fix->replaces.size(), 2u);
}

TEST(Propose, RemovesWhatStandsBesideTheRealRecord) {
  const auto findings =
      proposed(sender(dmarc("v=DMARC1; p=none; rua=mailto:a@example.com") + dmarc("v:DMARC1; p=reject")));
  const auto fix = fix_of(findings, "dmarc-version-typo");
  ASSERT_TRUE(fix);
  EXPECT_EQ(fix->action, rules::Fix::Action::remove);
  ASSERT_EQ(fix->replaces.size(), 1u);
  EXPECT_EQ(fix->replaces.front().text, "v:DMARC1; p=reject");
}

TEST(Propose, HoldsBackWhatWouldBringAnError) {
  // Once readable, the include turns out to lead nowhere.
  EXPECT_EQ(offered("@ MX 10 mail\nmail A 192.0.2.25\n@ TXT \"v=spf1 mx inlcude:gone.example.net -all\"\n",
                    "spf-unknown-mechanism"),
            "");
}

TEST(Propose, HoldsBackWhatDoesNotHelp) {
  const std::string zone = sender(dmarc("v=DMARC1; p=none; rua=mailto:a@example.com; aspf=strict"));
  EXPECT_EQ(offered(zone, "dmarc-p-none"), "");
}

// A host without an IPv6 address is a void lookup for some clients, and the host that sends all the same.
TEST(Propose, KeepsTermsThatPermitSomebody) {
  const std::string record = "@ TXT \"v=spf1 a:m1.example.com a:m2.example.com a:m3.example.com ip4:192.0.2.9 ~all\"\n";
  EXPECT_EQ(offered(record + "m1 A 192.0.2.1\nm2 A 192.0.2.2\nm3 A 192.0.2.3\n", "spf-too-many-void-lookups"), "");
  EXPECT_EQ(offered(record, "spf-too-many-void-lookups"), "activates: v=spf1 ip4:192.0.2.9 ~all");
}

TEST(Propose, IsSilentAboutRecordsOfOthers) {
  const std::string zone =
      sender("_dmarc CNAME example-com.dmarc.example.net.\nexample-com.dmarc.example.net. TXT \"v=DMARC1 p=none\"\n");
  EXPECT_EQ(offered(zone, "dmarc-missing-semicolon"), "");
}

// Who gets the reports of a repaired record is a new question, and nobody can ask it here.
TEST(Propose, TakesQuestionsThatNobodyAskedForUnknown) {
  const test::World world = test::world(sender(dmarc("v:DMARC1; p=none; rua=a@example.net")));
  dns::Evidence recorded;
  for (const dns::Answer* answer : world.sample.evidence.answers()) recorded.put(*answer);
  recorded.go_offline();
  const facts::Facts facts = facts::collect(world.sample.request, recorded);
  auto findings = rules::judge(facts);
  repair::propose(facts, recorded, findings);
  const auto fix = fix_of(findings, "dmarc-version-typo");
  ASSERT_TRUE(fix);
  EXPECT_EQ(fix->text(), "v=DMARC1; p=none; rua=mailto:a@example.net");
}

}  // namespace
}  // namespace mailauth::propose_test
