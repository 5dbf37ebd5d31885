// Which fixes are offered, what publishing them does, and which are held back.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "facts/collect.h"
#include "repair/repair.h"
#include "rules/judge.h"
#include "rules/samples.h"
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

// Why nothing is proposed: what the last note says.
std::string objection(std::string_view zone, std::string_view rule) {
  const auto findings = proposed(zone);
  EXPECT_FALSE(fix_of(findings, rule));
  const auto found = test::of_rule(findings, rule);
  return found.empty() || found.front().notes.empty() ? "" : found.front().notes.back();
}

TEST(Propose, LeavesRecordsOfOthersToThem) {
  const std::string zone =
      sender("_dmarc CNAME example-com.dmarc.example.net.\nexample-com.dmarc.example.net. TXT \"v=DMARC1 p=none\"\n");
  EXPECT_EQ(objection(zone, "dmarc-missing-semicolon"),
            "no record is proposed: example-com.dmarc.example.net belongs to others");
}

// An alias in the own zone leads to a record that is one's own, too.
TEST(Propose, CorrectsARecordWhereItStands) {
  const auto fix =
      fix_of(proposed(sender("_dmarc CNAME policy\npolicy TXT \"v:DMARC1; p=none; rua=mailto:a@example.com\"\n")),
             "dmarc-version-typo");
  ASSERT_TRUE(fix);
  EXPECT_EQ(fix->owner.text(), "policy.example.com");
  EXPECT_EQ(fix->text(), "v=DMARC1; p=none; rua=mailto:a@example.com");
  EXPECT_EQ(objection(";! --domain sub.example.com\n@ MX 10 mail\nmail A 192.0.2.25\n* TXT \"v:DMARC1; p=none\"\n",
                      "dmarc-version-typo"),
            "no record is proposed: the wildcard *.example.com answers for other names, too");
}

TEST(Propose, ChangesNoRecordOfAParent) {
  const std::string zone = ";! --domain sub.example.com\n@ MX 10 mail\nsub MX 10 mail\nmail A 192.0.2.25\n";
  EXPECT_EQ(objection(zone + dmarc("v=DMARC1; p=reject; rua=mailto:dmarc@example.com"), "x-nothing-authenticates"),
            "no record is proposed: the record is that of example.com, on which other names rely: that is for mailauth "
            "fix example.com");
  EXPECT_EQ(offered(zone + "_dmarc.sub TXT \"v:DMARC1; p=none; rua=mailto:a@example.com\"\n", "dmarc-version-typo"),
            "neutral: v=DMARC1; p=none; rua=mailto:a@example.com");
}

// A key of the organization signs for its subdomains, too.
TEST(Propose, LowersNoPolicyWhereKeysAreNotKnown) {
  const std::string policy = "TXT \"v=DMARC1; p=reject; rua=mailto:dmarc@example.com\"\n";
  const std::string hosts = "@ MX 10 mail\nmail A 192.0.2.25\nsub MX 10 mail\n";
  EXPECT_EQ(offered(";! --domain sub.example.com\n" + hosts + "_dmarc.sub " + policy, "x-nothing-authenticates"), "");
  EXPECT_EQ(offered(hosts + "unknown._domainkey TXT \"other\"\n_dmarc " + policy, "x-nothing-authenticates"), "");
}

// The record for SPF is enough: with it mail passes, and the policy may stay.
TEST(Propose, LowersAPolicyOnlyAsTheLastResort) {
  const std::string policy = dmarc("v=DMARC1; p=reject; rua=mailto:dmarc@example.com");
  const std::string hosts = "@ MX 10 mail\nmail A 192.0.2.25\n";
  EXPECT_EQ(objection(hosts + "@ TXT \"v=spf1 ipv4:192.0.2.25 -all\"\n" + policy, "x-nothing-authenticates"),
            "no record is proposed: the policy may stay once the record for example.com is published");
  const auto fix =
      fix_of(proposed("@ TXT \"v=spf1 something:else -all\"\n" + hosts + policy), "x-nothing-authenticates");
  ASSERT_TRUE(fix);
  EXPECT_EQ(fix->text(), "v=DMARC1; p=none; rua=mailto:dmarc@example.com");
  EXPECT_EQ(
      fix->warning,
      "publishing this lowers the policy in force from reject to none: mail that anybody forges is then delivered "
      "as usual");
}

TEST(Propose, NamesThoseWhoSendInPlaceOfEverybody) {
  EXPECT_EQ(offered("@ MX 10 mail\nmail A 192.0.2.25\n@ TXT \"v=spf1 +all\"\n", "spf-plus-all"),
            "activates: v=spf1 mx ~all");
  EXPECT_EQ(offered("@ MX 1 smtp.google.com.\nsmtp.google.com. A 198.51.100.1\n_spf.google.com. TXT \"v=spf1 "
                    "ip4:198.51.100.0/24 ~all\"\n@ TXT \"v=spf1 ip4:192.0.2.1 all\"\n",
                    "spf-plus-all"),
            "activates: v=spf1 ip4:192.0.2.1 include:_spf.google.com ~all");
  EXPECT_EQ(offered("@ TXT \"v=spf1 +all\"\n", "spf-plus-all"), "");
}

// A record that nobody could read must not let everybody in as soon as it is one.
TEST(Propose, PutsNoRecordInForceThatPermitsEverybody) {
  EXPECT_EQ(
      offered("@ MX 10 mail\nmail A 192.0.2.25\n@ TXT \"v=spf1 mx ipv4:0.0.0.0/0 -all\"\n", "spf-unknown-mechanism"),
      "");
  EXPECT_EQ(offered("@ MX 10 mail\nmail A 192.0.2.25\n_all.example.net. TXT \"v=spf1 +all\"\n@ TXT \"v=spf1 mx "
                    "inlcude:_all.example.net -all\"\n",
                    "spf-unknown-mechanism"),
            "");
}

std::string twelve_includes(std::string_view others) {
  std::string record = "@ TXT \"v=spf1", zones;
  for (int i = 0; i < 9; ++i) {
    record += fmt::format(" include:_spf{}.example.net", i);
    zones += fmt::format("_spf{}.example.net. TXT \"v=spf1 ip4:198.51.100.{} -all\"\n", i, i);
  }
  return record + "\" \"" + std::string(others) + " ~all\"\n" + zones;
}

TEST(Propose, SaysThatItIsStillTooMuch) {
  const auto fix = fix_of(proposed(twelve_includes(" a ptr exists:%{i}.example.net include:x0.example.net "
                                                   "include:x1.example.net") +
                                   "x0.example.net. TXT \"v=spf1 ip4:203.0.113.1 -all\"\n"
                                   "x1.example.net. TXT \"v=spf1 ip4:203.0.113.2 -all\"\n"),
                          "spf-void-lookup");
  ASSERT_TRUE(fix);
  EXPECT_TRUE(fix->changes.back().starts_with("still 13 lookups, and receivers stop after 10")) << fix->changes.back();
}

TEST(Propose, GoesTheWholeWayBackUnderTheLimit) {
  const auto fix = fix_of(proposed(twelve_includes(" a:mail.example.com mx include:_spf0.example.net "
                                                   "include:amazonses.com") +
                                   "@ MX 10 mail\nmail A 192.0.2.25\namazonses.com. TXT \"v=spf1 ip4:203.0.113.0/24 "
                                   "-all\"\n"),
                          "spf-too-many-lookups");
  ASSERT_TRUE(fix);
  EXPECT_EQ(fix->changes.back(), "10 lookups instead of 13");
  const auto services = fix_of(proposed(twelve_includes(" include:amazonses.com ptr") +
                                        "amazonses.com. TXT \"v=spf1 ip4:203.0.113.0/24 -all\"\n"),
                               "spf-too-many-lookups");
  ASSERT_TRUE(services);
  EXPECT_EQ(services->text().find("amazonses"), std::string::npos) << services->text();
}

// A second record for the same name would replace the first.
TEST(Propose, OffersOneRecordForAName) {
  const auto findings = proposed("@ MX 1 smtp.google.com.\nsmtp.google.com. A 198.51.100.1\n_spf.google.com. TXT "
                                 "\"v=spf1 ip4:198.51.100.0/24 ~all\"\n@ TXT \"v=spf1 a:gone.example.com "
                                 "ip4:192.0.2.1 -all\"\n" +
                                 dmarc("v=DMARC1; p=none; rua=mailto:a@example.com"));
  std::vector<std::string> texts;
  for (const rules::Finding& finding : findings)
    if (finding.fix && finding.fix->owner == test::name("example.com") && finding.fix->type == dns::Type::txt)
      texts.push_back(finding.fix->text());
  ASSERT_FALSE(texts.empty());
  EXPECT_EQ(std::set<std::string>(texts.begin(), texts.end()).size(), 1u);
}

// The key belongs to the service, which replaces it when it likes.
TEST(Propose, PublishesTheAliasAndNotWhatItLeadsTo) {
  const auto fix =
      fix_of(proposed(";! --selector ujzdegxdncf32epf3dhodzdocis2jhtl\n"
                      "@ MX 10 mail\nmail A 192.0.2.25\n@ TXT \"v=spf1 mx -all\"\n"
                      "ujzdegxdncf32epf3dhodzdocis2jhtl._domainkey.example.com CNAME "
                      "ujzdegxdncf32epf3dhodzdocis2jhtl.dkim.amazonses.com.\n"
                      "ujzdegxdncf32epf3dhodzdocis2jhtl.dkim.amazonses.com. TXT \"p=" SAMPLE_RSA_2048 "\"\n"),
             "dns-name-doubled");
  ASSERT_TRUE(fix);
  EXPECT_EQ(fix->type, dns::Type::cname);
  EXPECT_EQ(dns::to_zone_text(fix->data), "ujzdegxdncf32epf3dhodzdocis2jhtl.dkim.amazonses.com.");
  const auto stray = fix_of(proposed(";! --selector k1\n@ MX 10 mail\nmail A 192.0.2.25\n@ TXT \"v=spf1 mx "
                                     "-all\"\nk1.domainkey CNAME dkim.mcsv.net.\ndkim.mcsv.net. TXT "
                                     "\"v=DKIM1; p=" SAMPLE_RSA_2048 "\"\n"),
                            "dkim-wrong-name");
  ASSERT_TRUE(stray);
  EXPECT_EQ(stray->type, dns::Type::cname);
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
