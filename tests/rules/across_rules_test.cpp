// Rules that look at several records at once.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "rules/samples.h"
#include "support/judged.h"

namespace mailauth::across_rules_test {
namespace {

using rules::Finding;

// "error", "warning likely", or nothing when the rule is silent.
std::string weight(const std::string& zone, std::string_view rule) {
  std::string text;
  for (const Finding& finding : test::of_rule(test::judged(zone), rule)) {
    text += (text.empty() ? "" : ", ") + std::string(to_string(finding.severity));
    if (finding.certainty != rules::Certainty::certain) text += " " + std::string(to_string(finding.certainty));
  }
  return text;
}

struct Case {
  std::string zone;
  std::string weight;
};

void expect(std::string_view rule, const std::vector<Case>& cases) {
  for (const auto& [zone, expected] : cases) EXPECT_EQ(weight(zone, rule), expected) << rule << "\n" << zone;
}

const std::string mx = "@ MX 10 mail\nmail A 192.0.2.1\n";
const std::string spf = "@ TXT \"v=spf1 ip4:192.0.2.1 -all\"\n";
const std::string no_spf = "@ TXT \"v=spf1 -all\"\n";
const std::string broken_spf = "@ TXT \"v=spf1 ipv4:192.0.2.1 -all\"\n";
const std::string reject = "_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:dmarc@example.com\"\n";
const std::string quarantine = "_dmarc TXT \"v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com\"\n";
const std::string watch = "_dmarc TXT \"v=DMARC1; p=none; rua=mailto:dmarc@example.com\"\n";
const std::string key = "s1._domainkey TXT \"v=DKIM1; p=" SAMPLE_RSA_2048 "\"\n";
const std::string hidden_key = "a-name-of-its-own._domainkey TXT \"v=DKIM1; p=" SAMPLE_RSA_2048 "\"\n";
const std::string domainkey_fails = ";! _domainkey.example.com TXT timeout\n";

TEST(CrossRules, NothingAuthenticates) {
  expect("x-nothing-authenticates", {{mx + broken_spf + reject, "error"},
                                     {mx + quarantine, "error"},                // no SPF at all
                                     {mx + no_spf + reject, "warning likely"},  // perhaps it only receives
                                     {mx + broken_spf + reject + hidden_key, "warning likely"},
                                     {mx + broken_spf + reject + domainkey_fails, ""},  // nobody knows
                                     {mx + reject + ";! example.com TXT timeout\n", ""},
                                     {mx + broken_spf + watch, ""},
                                     {mx + broken_spf + reject + key, ""},
                                     {mx + spf + reject, ""},
                                     {"@ MX 0 .\n" + no_spf + reject, ""}});  // parked: right to reject all
}

TEST(CrossRules, RejectWithoutDkim) {
  expect("x-reject-without-dkim", {{mx + spf + reject, "error"},
                                   {mx + spf + reject + hidden_key, "warning likely"},
                                   {mx + spf + reject + hidden_key + ";! --selector s9\n", "error"},
                                   {mx + spf + reject + domainkey_fails, ""},
                                   {mx + spf + reject + key, ""},
                                   {mx + spf + quarantine, ""},
                                   {mx + broken_spf + reject, ""},  // x-nothing-authenticates
                                   {"@ MX 0 .\n" + no_spf + reject, ""}});
}

const std::string ses_mail_from =
    "mail MX 10 feedback-smtp.eu-west-1.amazonses.com.\nmail TXT \"v=spf1 include:amazonses.com ~all\"\n"
    "amazonses.com. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n";

TEST(CrossRules, StrictSpfAlignmentUnderAMailFromBelowTheDomain) {
  const std::string strict = "_dmarc TXT \"v=DMARC1; p=reject; aspf=s\"\n";
  const std::string as_published =
      "_dmarc TXT \"v:DMARC1;p=reject;pct=100;rua=mailto:a@example.com:fo=1;adkim=s;aspf=s;\"\n";
  expect("x-aspf-strict-subdomain-mailfrom", {{ses_mail_from + strict, "error"},
                                              {ses_mail_from + strict + key, "warning"},  // DKIM can carry DMARC
                                              {ses_mail_from + as_published, "error"},
                                              {ses_mail_from + reject, ""},
                                              {strict, ""},
                                              {";! --mail-from example.com\n" + spf + strict, ""},
                                              {";! --mail-from bounce.example.com\n" + spf + strict, "error"}});
  EXPECT_EQ(test::shown(ses_mail_from + as_published, "x-aspf-strict-subdomain-mailfrom"),
            "once this record is repaired, aspf=s never lets SPF count for mail with the MAIL FROM mail.example.com "
            "(Amazon SES)\n"
            "[s] remove aspf=s");
}

const std::string google = "@ MX 1 smtp.google.com.\n";
const std::string google_spf = "_spf.google.com. TXT \"v=spf1 ip4:198.51.100.0/24 ~all\"\n";

TEST(CrossRules, MailboxServiceThatSpfDoesNotPermit) {
  expect(
      "x-provider-spf-missing",
      {{google + google_spf + "@ TXT \"v=spf1 mx -all\"\n", "error"},
       {google + google_spf + spf, "error likely"},  // may list the addresses of Google
       {google + google_spf + no_spf, "warning likely"},
       {google + google_spf + "@ TXT \"v=spf1 include:_spf.google.com -all\"\n", ""},
       {google + google_spf + "@ TXT \"v=spf1 redirect=_spf.google.com\"\n", ""},
       {google + google_spf +
            "@ TXT \"v=spf1 include:x.example.net -all\"\nx.example.net. TXT \"v=spf1 include:_spf.google.com -all\"\n",
        ""},
       {google + "@ TXT \"v=spf1 include:x.example.net -all\"\n;! x.example.net TXT timeout\n", ""},
       {google + "@ TXT \"v=spf1 include:%{i}.x.example.net -all\"\n", ""},
       {google + "@ TXT \"v=spf1 +all\"\n", ""},
       {google, ""}});  // spf-missing
}

TEST(CrossRules, TheMissingIncludeIsOfferedWhereItBelongs) {
  const auto offered = [](const std::string& record) {
    const auto found =
        test::of_rule(test::judged(google + google_spf + "@ TXT \"" + record + "\"\n"), "x-provider-spf-missing");
    return found.size() == 1 && found[0].fix ? found[0].fix->text() : "nothing";
  };
  EXPECT_EQ(offered("v=spf1 mx -all"), "v=spf1 mx include:_spf.google.com -all");
  EXPECT_EQ(offered("v=spf1 mx"), "v=spf1 mx include:_spf.google.com");
  EXPECT_EQ(offered("v=spf1 mx redirect=a.example.net"), "v=spf1 mx include:_spf.google.com redirect=a.example.net");
}

TEST(CrossRules, MailboxServiceWithoutDkim) {
  const std::string google_key = "google._domainkey TXT \"v=DKIM1; p=" SAMPLE_RSA_2048 "\"\n";
  expect("x-provider-dkim-missing", {{google + key, "warning likely"},
                                     {google, ""},  // dkim-none-at-all
                                     {google + google_key, ""},
                                     {google + key + ";! google._domainkey.example.com TXT timeout\n", ""},
                                     {google + "*._domainkey TXT \"v=DKIM1; p=\"\n", ""},
                                     {ses_mail_from + hidden_key, ""}});  // its selectors are random
}

TEST(CrossRules, AParkedDomainIsTheSumOfThreeRecords) {
  const std::string null_mx = "@ MX 0 .\n";
  const auto offered = [](const std::string& zone) {
    std::string text;
    for (const Finding& finding : test::judged(zone)) {
      if (finding.rule->id != "x-parked-incomplete" && finding.rule->id != "spf-missing-parked") continue;
      text += finding.fix ? fmt::format("{} {} {}\n", finding.fix->owner.text(), dns::to_string(finding.fix->type),
                                        dns::to_zone_text(finding.fix->data))
                          : finding.message + "\n";
    }
    return text;
  };
  EXPECT_EQ(offered(null_mx + no_spf + reject), "");
  EXPECT_EQ(offered(no_spf + reject + "@ A 192.0.2.80\n"), "example.com MX 0 .\n");
  EXPECT_EQ(offered(null_mx + reject), "example.com TXT \"v=spf1 -all\"\n");
  EXPECT_EQ(offered(null_mx + no_spf), "_dmarc.example.com TXT \"v=DMARC1; p=reject\"\n");
  EXPECT_EQ(offered(null_mx + no_spf + watch),
            "example.com looks unused, but no DMARC policy asks to reject mail in its name\n");
  EXPECT_EQ(offered(mx + spf), "");
  EXPECT_EQ(offered(no_spf + reject + ";! example.com MX timeout\n"), "");
}

}  // namespace
}  // namespace mailauth::across_rules_test
