// Amazon SES: three CNAMEs, one MX and one SPF record.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "support/judged.h"

namespace mailauth::ses_rules_test {
namespace {

const std::string tokens[] = {"ujzdegxdncf32epf3dhodzdocis2jhtl", "gmxgedn73u55xtplpft7v4seh2kvj72c",
                              "euvw75efr6edt4sywb5wkh7dnsipzz7f"};
const std::string amazonses = "amazonses.com. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n";
const std::string include = "mail TXT \"v=spf1 include:amazonses.com ~all\"\n";
const std::string feedback = "mail MX 10 feedback-smtp.eu-west-1.amazonses.com.\n";

// The first `given` tokens are known, the first `published` of them have a CNAME.
std::string token_zone(unsigned given, unsigned published) {
  std::string zone;
  for (unsigned i = 0; i < given; ++i) zone += ";! --selector " + tokens[i] + "\n";
  for (unsigned i = 0; i < published; ++i)
    zone += tokens[i] + "._domainkey CNAME " + tokens[i] + ".dkim.amazonses.com.\n";
  return zone;
}

std::string findings(const std::string& zone, std::string_view rule) {
  std::string text;
  for (const rules::Finding& finding : test::of_rule(test::judged(zone), rule)) {
    text += std::string(to_string(finding.severity)) + ": " + finding.message;
    if (finding.fix) text += " -> " + dns::to_zone_text(finding.fix->data);
    if (finding.fix && finding.type == dns::Type::mx)
      for (const std::string& change : finding.fix->changes) text += ", " + change;
  }
  return text;
}

TEST(SesRules, DkimTokens) {
  const auto found = [](unsigned given, unsigned published) {
    return findings(token_zone(given, published), "ses-dkim-cname-count");
  };
  EXPECT_EQ(found(3, 3), "");
  EXPECT_EQ(found(3, 2), "error: only 2 of the 3 DKIM CNAMEs of Amazon SES are published");
  EXPECT_EQ(found(3, 1), "error: only 1 of the 3 DKIM CNAMEs of Amazon SES is published");
  EXPECT_EQ(found(3, 0), "");  // dkim-key-missing, three times
  // Tokens cannot be guessed: one that nobody gave may well be there.
  EXPECT_EQ(found(2, 2), "warning: only 2 of the 3 DKIM tokens of Amazon SES are known");
  EXPECT_EQ(found(2, 1), "warning: only 2 of the 3 DKIM tokens of Amazon SES are known");
  EXPECT_EQ(found(1, 1), "info: only 1 of the 3 DKIM tokens of Amazon SES is known");
  EXPECT_EQ(found(0, 0), "");
}

TEST(SesRules, AskForTokens) {
  const auto found = [](const std::string& zone) { return findings(amazonses + zone, "ses-tokens-unknown"); };
  const std::string at_apex = "@ TXT \"v=spf1 include:amazonses.com ~all\"\n";
  const std::string key = "s1._domainkey TXT \"p=MIGf\"\n";
  const std::string none = "example.com uses Amazon SES, and has none of its three DKIM CNAMEs";
  const std::string unknown =
      "example.com uses Amazon SES: whether its mail is signed depends on three tokens that are not known";
  EXPECT_EQ(found(at_apex), "warning: " + none);
  EXPECT_EQ(found(at_apex + key), "warning: " + unknown);
  EXPECT_EQ(found(include + feedback), "info: " + none);  // its MAIL FROM aligns
  EXPECT_EQ(found(include + feedback + key), "info: " + unknown);
  EXPECT_EQ(found("@ MX 10 inbound-smtp.eu-west-1.amazonaws.com.\n" + key), "info: " + unknown);
  EXPECT_EQ(found(at_apex + "@ MX 10 inbound-smtp.eu-west-1.amazonaws.com.\n" + key), "info: " + unknown);  // WorkMail
  EXPECT_EQ(found(at_apex + token_zone(3, 3)), "");
  EXPECT_EQ(found(at_apex + token_zone(1, 1)), "");                                    // ses-dkim-cname-count
  EXPECT_EQ(found(at_apex + token_zone(3, 0)), "");                                    // dkim-key-missing
  EXPECT_EQ(found("@ MX 10 feedback-smtp.eu-west-1.amazonses.com.\n" + at_apex), "");  // a MAIL FROM domain itself
  EXPECT_EQ(found("send MX 10 feedback-smtp.eu-west-1.amazonses.com.\nresend._domainkey TXT \"p=MIGf\"\n"), "");
  EXPECT_EQ(found("@ TXT \"v=spf1 -all\"\n"), "");
}

TEST(SesRules, AskAboveHygiene) {
  const auto found = test::judged(amazonses + include + feedback + "_dmarc TXT \"v=DMARC1; p=reject; sp=none\"\n");
  const auto first_info = std::find_if(found.begin(), found.end(), [](const rules::Finding& finding) {
    return finding.severity == rules::Severity::info;
  });
  ASSERT_NE(first_info, found.end());
  EXPECT_EQ(first_info->rule->id, "ses-tokens-unknown");
  const std::string notes = fmt::format("{}", fmt::join(first_info->notes, "\n"));
  EXPECT_NE(notes.find("--ses-token"), std::string::npos);
  EXPECT_NE(notes.find("TOKEN._domainkey.example.com CNAME TOKEN.dkim.amazonses.com"), std::string::npos);
}

TEST(SesRules, ServicesBuiltOnSesHaveNoTokens) {
  EXPECT_EQ(findings("send MX 10 feedback-smtp.eu-west-1.amazonses.com.\nresend._domainkey TXT \"p=MIGf\"\n",
                     "ses-dkim-cname-count"),
            "");
}

TEST(SesRules, MailFromMx) {
  const auto found = [](const std::string& zone) { return findings(amazonses + zone, "ses-mailfrom-mx"); };
  const std::string wanted = " -> 10 feedback-smtp.eu-west-1.amazonses.com.";
  const std::string domain = "the MAIL FROM domain mail.example.com";
  EXPECT_EQ(found(include + feedback), "");
  EXPECT_EQ(found(include + feedback + "mail MX 20 mx.example.net.\n"),
            "error: " + domain + " has 2 MX records, but Amazon SES wants exactly one" + wanted +
                ", remove 20 mx.example.net");
  EXPECT_EQ(found(include + "mail MX 5 feedback-smtp.eu-west-1.amazonses.com.\n"),
            "info: the MX of " + domain + " has the preference 5 instead of 10" + wanted +
                ", remove 5 feedback-smtp.eu-west-1.amazonses.com");
  // Given, and SES is what it is made for: by its SPF, or because SES sends for the domain.
  const std::string given = ";! --mail-from mail.example.com\n";
  EXPECT_EQ(found(given + include), "error: " + domain + " has no MX");
  EXPECT_EQ(found(given + include + "mail MX 10 mx.example.net.\n"),
            "error: the MX of " + domain + " is not Amazon SES");
  EXPECT_EQ(
      found(given + "@ MX 10 inbound-smtp.eu-west-1.amazonaws.com.\n@ TXT \"v=spf1 include:amazonses.com ~all\"\n"),
      "error: " + domain + " has no MX" + wanted);
  EXPECT_EQ(found(given + include + ";! mail.example.com MX timeout\n"), "");
  EXPECT_EQ(found(given + "mail MX 10 mx.example.net.\n"), "");  // another service
}

TEST(SesRules, MailFromSpf) {
  const auto found = [](const std::string& zone) { return findings(amazonses + feedback + zone, "ses-mailfrom-spf"); };
  const std::string domain = "the MAIL FROM domain mail.example.com";
  EXPECT_EQ(found(include), "");
  EXPECT_EQ(found(""), "error: " + domain + " has no SPF record -> \"v=spf1 include:amazonses.com ~all\"");
  EXPECT_EQ(found("mail TXT \"v=spf1 mx ~all\"\n"),
            "error: the SPF of " + domain + " does not permit Amazon SES -> \"v=spf1 mx include:amazonses.com ~all\"");
  EXPECT_EQ(found(";! mail.example.com TXT timeout\n"), "");
}

}  // namespace
}  // namespace mailauth::ses_rules_test
