// Who sends as the domain, and that the verdict, the rows and the findings say the same.

#include "rules/senders.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "rules/forgery.h"
#include "rules/judge.h"
#include "rules/rule.h"
#include "rules/samples.h"
#include "rules/verdict.h"
#include "support/audited.h"
#include "support/field_cases.h"
#include "support/files.h"
#include "support/world.h"

namespace mailauth::senders_test {
namespace {

using rules::Forgery;
using rules::OwnMail;
using rules::Sender;

std::string_view mark(facts::Known known) {
  return known == facts::Known::yes ? "+" : known == facts::Known::no ? "-" : "?";
}

// A line for each: name, what counts, SPF, DKIM, DMARC at both generations, verdict.
std::string rows(const std::string& zone) {
  const test::World world = test::world(zone);
  std::string text;
  for (const Sender& sender : rules::senders(world.facts))
    text += fmt::format("{}{} | {} | {} | {}{} {}\n", sender.counts ? "" : "~", sender.name, sender.spf.words,
                        sender.dkim.words, mark(sender.dmarc.rfc7489), mark(sender.dmarc.rfc9989),
                        to_string(sender.verdict));
  return text;
}

const std::string policy = "_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:d@example.com\"\n";
const std::string host = "@ MX 10 mail\nmail A 192.0.2.1\n";
const std::string key = "\"v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048 "\"\n";

TEST(Senders, OfThreeServicesOneCannotAlign) {
  EXPECT_EQ(rows("@ MX 1 smtp.google.com.\n@ TXT \"v=spf1 include:_spf.google.com include:servers.mcsv.net "
                 "include:amazonses.com -all\"\n_spf.google.com. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n"
                 "servers.mcsv.net. TXT \"v=spf1 ip4:198.51.100.0/24 -all\"\n"
                 "amazonses.com. TXT \"v=spf1 ip4:203.0.113.0/24 -all\"\n"
                 "google._domainkey TXT " +
                 key + "k2._domainkey CNAME dkim2.mcsv.nett.\n" + policy),
            "Google Workspace | passes, aligned | google | ++ passes\n"
            "~Amazon SES | a MAIL FROM of its own | name its tokens: --ses-token | ?? unknown\n"
            "Mailchimp | a MAIL FROM of its own | k2 leads nowhere, k3 missing | -- fails\n");
}

TEST(Senders, KeysOfTheOrganizationSignForItsSubdomains) {
  const std::string zone = ";! --domain news.example.com\n;! --selector s1\nnews MX 10 mail\nmail A 192.0.2.1\n"
                           "s1._domainkey TXT " +
                           key;
  EXPECT_EQ(rows(zone + policy), "own hosts | no record | s1 | ++ at_risk\n");
  EXPECT_EQ(rows(zone + "_dmarc TXT \"v=DMARC1; p=reject; adkim=s\"\n"), "own hosts | no record | s1 | -- fails\n");
}

TEST(Senders, AMailFromOfOthersNeverAligns) {
  EXPECT_EQ(rows(";! --mail-from bounce.example.net\n" + host + policy +
                 "bounce.example.net. TXT \"v=spf1 ip4:192.0.2.1 -all\"\n"),
            "bounce.example.net | passes, not aligned | no key | -- fails\n");
}

TEST(Senders, TwoKeysOfThreeAreAThirdOfTheMailUnsigned) {
  const std::string ses = "{0}._domainkey CNAME {0}.dkim.amazonses.com.\n{0}.dkim.amazonses.com. TXT " + key;
  std::string zone = host + policy;
  for (const std::string_view token : {"ujzdegxdncf32epf3dhodzdocis2jhtl", "gmxgedn73u55xtplpft7v4seh2kvj72c"})
    zone = fmt::format(";! --selector {}\n", token) + zone + fmt::format(fmt::runtime(ses), token);
  EXPECT_EQ(rows(zone),
            "Amazon SES | a MAIL FROM of its own | gmxgedn7..., ujzdegxd... (2 of 3 tokens known) | ++ at_risk\n");
}

// The order of the verdicts from the worst.
OwnMail worst_of(const std::vector<Sender>& senders) {
  for (const OwnMail verdict : {OwnMail::fails, OwnMail::at_risk, OwnMail::unknown, OwnMail::passes})
    if (std::ranges::any_of(senders, [&](const Sender& each) { return each.counts && each.verdict == verdict; }))
      return verdict;
  return senders.empty() ? OwnMail::not_sent : OwnMail::unknown;
}

bool is_found(const std::vector<rules::Finding>& findings, std::string_view id, rules::Severity severity) {
  return std::ranges::any_of(findings, [&](const rules::Finding& finding) {
    return finding.rule->id == id && finding.severity == severity && finding.certainty == rules::Certainty::certain;
  });
}

// None of them may be said where the verdict says the contrary.
void expect_no_contradiction(const test::World& world, const std::string& of) {
  if (!world.facts.domain_exists) return;
  const rules::Verdict verdict = rules::verdict(world.facts);
  const std::vector<rules::Finding> findings = rules::judge(world.facts);
  EXPECT_EQ(verdict.own_mail, worst_of(rules::senders(world.facts))) << of;
  const auto is_error = [&](std::string_view id) { return is_found(findings, id, rules::Severity::error); };
  for (const std::string_view id : {"x-nothing-authenticates", "dkim-none-at-all", "x-reject-without-dkim"}) {
    EXPECT_FALSE(is_error(id) && verdict.own_mail == OwnMail::passes) << id << "\n" << of;
  }
  EXPECT_TRUE(!is_error("x-nothing-authenticates") || verdict.own_mail == OwnMail::fails) << of;
  if (facts::is_permerror(world.facts.spf) || !world.facts.mail_froms.empty())
    return;  // nobody passes; who may not align
  for (const std::string_view id : {"spf-plus-all", "spf-include-plus-all", "spf-passes-too-many"}) {
    EXPECT_TRUE(!is_error(id) || verdict.forgery == Forgery::anyone) << id << "\n" << of;
  }
}

TEST(Senders, VerdictRowsAndFindingsSayTheSame) {
  for (const rules::Rule* rule : tests::rules_about_domains())
    for (const std::string_view zone : {rule->bad, rule->good})
      expect_no_contradiction(test::world(zone), std::string(zone));
}

TEST(Senders, SayTheSameOfWholeZones) {
  for (const auto& entry : std::filesystem::directory_iterator(MAILAUTH_SOURCE_DIR "/tests/cases"))
    if (entry.path().extension() == ".zone")
      expect_no_contradiction(test::world(tests::read_file(entry.path().string())), entry.path().filename().string());
}

TEST(Senders, SayTheSameInTheField) {
  for (const test::FieldCase& field_case : test::field_cases())
    expect_no_contradiction(test::world(field_case), field_case.name);
}

}  // namespace
}  // namespace mailauth::senders_test
