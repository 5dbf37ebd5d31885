// Rules about mail services: what they leave behind, and where their records belong.

#include <gtest/gtest.h>

#include <string>

#include "rules/samples.h"
#include "support/judged.h"

namespace mailauth::services_rules_test {
namespace {

const std::string tokens[] = {"ujzdegxdncf32epf3dhodzdocis2jhtl", "gmxgedn73u55xtplpft7v4seh2kvj72c",
                              "euvw75efr6edt4sywb5wkh7dnsipzz7f"};
const std::string key = "TXT \"v=DKIM1; p=" SAMPLE_RSA_2048 "\"\n";
const std::string keys = "*.dkim.amazonses.com. " + key;
const std::string ses_mail_from =
    "mail MX 10 feedback-smtp.eu-west-1.amazonses.com.\nmail TXT \"v=spf1 include:amazonses.com ~all\"\n"
    "amazonses.com. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n";

// A token and its CNAME.
std::string alias(const std::string& token, const std::string& target) {
  return ";! --selector " + token + "\n" + token + "._domainkey CNAME " + target + ".\n";
}

// "error: message -> fix", one line a finding.
std::string findings(const std::string& zone, std::string_view rule) {
  std::string text;
  for (const rules::Finding& finding : test::of_rule(test::judged(zone), rule)) {
    text += (text.empty() ? "" : "\n") + std::string(to_string(finding.severity)) + ": " + finding.message;
    if (finding.fix) text += " -> " + dns::to_zone_text(finding.fix->data);
  }
  return text;
}

TEST(SesTokens, LeadToTheirOwnKey) {
  const auto found = [](const std::string& zone) { return findings(keys + zone, "ses-dkim-token-mismatch"); };
  EXPECT_EQ(found(alias(tokens[0], tokens[0] + ".dkim.amazonses.com")), "");
  EXPECT_EQ(found(alias(tokens[0], tokens[1] + ".dkim.amazonses.com")),
            "error: the CNAME of the token " + tokens[0] + " leads to the key of " + tokens[1] + " -> " + tokens[0] +
                ".dkim.amazonses.com.");
  EXPECT_EQ(found(alias("s1", "s1.dkim.example.net")), "");
}

TEST(SesTokens, LeadToTheZoneOfTheirRegion) {
  const auto found = [](const std::string& zone) { return findings(zone, "ses-dkim-region-zone"); };
  const std::string other = alias(tokens[0], tokens[0] + ".eu-west-1.dkim.amazonses.com");
  const std::string right = " -> " + tokens[0] + ".dkim.amazonses.com.";
  EXPECT_EQ(found(other), "error: Amazon SES has no DKIM keys below eu-west-1.dkim.amazonses.com");
  EXPECT_EQ(found(ses_mail_from + other),
            "error: Amazon SES has its DKIM keys of eu-west-1 below dkim.amazonses.com, not below "
            "eu-west-1.dkim.amazonses.com" +
                right);
  const std::string regional = alias(tokens[0], tokens[0] + ".dkim.eu-south-1.amazonses.com");
  EXPECT_EQ(found(ses_mail_from + regional),
            "error: Amazon SES has its DKIM keys of eu-west-1 below dkim.amazonses.com, not below "
            "dkim.eu-south-1.amazonses.com" +
                right);
  // The key is there: the domain is set up in another region than its MAIL FROM.
  EXPECT_EQ(found(ses_mail_from + regional + "*.dkim.eu-south-1.amazonses.com. " + key), "");
  EXPECT_EQ(found(regional), "");
}

TEST(SesTokens, LeadSomewhere) {
  const std::string right = alias(tokens[0], tokens[0] + ".dkim.amazonses.com");
  EXPECT_EQ(findings(right, "ses-dkim-dangling"),
            "error: Amazon SES publishes no key at " + tokens[0] + ".dkim.amazonses.com");
  EXPECT_EQ(findings(right, "dns-cname-chain-broken"), "");  // said once
  EXPECT_EQ(findings(right + keys, "ses-dkim-dangling"), "");
  EXPECT_EQ(findings(right + ";! " + tokens[0] + ".dkim.amazonses.com TXT timeout\n", "ses-dkim-dangling"), "");
}

TEST(SesMailFrom, IsNotTheDomainItself) {
  const std::string at_domain = "@ MX 10 feedback-smtp.eu-west-1.amazonses.com.\n";
  EXPECT_EQ(findings(at_domain, "ses-mailfrom-role"),
            "warning: the MX feedback-smtp.eu-west-1.amazonses.com takes bounces of Amazon SES, not mail to people at "
            "example.com");
  EXPECT_EQ(findings(ses_mail_from + ";! --domain mail.example.com\n", "ses-mailfrom-role"), "");
  // Never: replace the MX of the mailboxes.
  EXPECT_EQ(findings("@ MX 10 mx.example.net.\n@ TXT \"v=spf1 include:amazonses.com -all\"\n"
                     ";! --mail-from example.com\namazonses.com. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n",
                     "ses-mailfrom-mx"),
            "");
}

TEST(SesInclude, BelongsToTheMailFromDomain) {
  const std::string apex =
      "@ TXT \"v=spf1 include:amazonses.com ~all\"\namazonses.com. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n";
  const auto found = [](const std::string& zone) { return findings(zone, "ses-apex-include-only"); };
  EXPECT_NE(found(apex), "");
  EXPECT_EQ(found(apex + "mail MX 10 feedback-smtp.eu-west-1.amazonses.com.\n"), "");
  EXPECT_EQ(found(apex + "@ MX 10 inbound-smtp.eu-west-1.amazonaws.com.\n"), "");  // perhaps WorkMail
  EXPECT_EQ(found(ses_mail_from + ";! --domain mail.example.com\n"), "");
}

TEST(MailFrom, NeedsSpf) {
  const auto found = [](const std::string& zone) { return findings(zone, "x-mailfrom-without-spf"); };
  EXPECT_EQ(found("mg MX 10 mxa.mailgun.org.\n"),
            "error: the MAIL FROM domain mg.example.com (Mailgun) has no SPF record -> \"v=spf1 include:mailgun.org "
            "~all\"");
  EXPECT_EQ(found(";! --mail-from b.example.com\nb A 192.0.2.1\n"),
            "error: the MAIL FROM domain b.example.com has no SPF record");
  EXPECT_EQ(found(";! --mail-from b.example.com\n;! b.example.com TXT timeout\n"), "");
  EXPECT_EQ(found("mail MX 10 feedback-smtp.eu-west-1.amazonses.com.\n"), "");  // ses-mailfrom-spf
}

TEST(Leftovers, AreServicesThatNothingElseShows) {
  const std::string spf =
      "@ TXT \"v=spf1 include:_spf.mlsend.com -all\"\n_spf.mlsend.com. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n"
      "@ MX 10 mail\nmail A 192.0.2.1\n";
  const auto found = [](const std::string& zone) { return findings(zone, "x-provider-leftover"); };
  EXPECT_EQ(found(spf), "warning: SPF permits MailerLite, but nothing else shows that example.com uses it");
  EXPECT_EQ(found(spf + "litesrv._domainkey " + key), "");
  EXPECT_EQ(found(spf + ";! litesrv._domainkey.example.com TXT timeout\n"), "");
  EXPECT_EQ(found(spf + "* TXT \"v=DKIM1; p=\"\n*._domainkey TXT \"v=DKIM1; p=\"\n"), "");
  // The mailboxes may be behind the server that receives.
  EXPECT_EQ(found("@ TXT \"v=spf1 include:spf.protection.outlook.com -all\"\n@ MX 10 mail\nmail A 192.0.2.1\n"
                  "spf.protection.outlook.com. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n"),
            "");
}

TEST(Enforcement, WithBrokenSpfRestsOnDkim) {
  const auto found = [](const std::string& zone) { return findings(zone, "x-enforced-with-spf-permerror"); };
  const std::string broken = "@ MX 10 mail\n@ TXT \"v=spf1 ipv4:192.0.2.1 -all\"\n";
  const std::string reject = "_dmarc TXT \"v=DMARC1; p=reject\"\n";
  EXPECT_EQ(found(broken + reject + "s1._domainkey " + key),
            "warning: SPF is broken under p=reject: only DKIM carries the mail of example.com");
  EXPECT_EQ(found(broken + reject), "");  // x-nothing-authenticates
  EXPECT_EQ(found(broken + "_dmarc TXT \"v=DMARC1; p=none\"\ns1._domainkey " + key), "");
}

}  // namespace
}  // namespace mailauth::services_rules_test
