// --expect, --ses-token and --ses-region, and the DKIM records of services as the data has them.

#include <gtest/gtest.h>

#include <string>

#include "facts/service_records.h"
#include "rules/samples.h"
#include "support/judged.h"
#include "support/world.h"

namespace mailauth::expected_services_test {
namespace {

const std::string key = "TXT \"v=DKIM1; p=" SAMPLE_RSA_2048 "\"\n";
const std::string tokens[] = {"ujzdegxdncf32epf3dhodzdocis2jhtl", "gmxgedn73u55xtplpft7v4seh2kvj72c",
                              "euvw75efr6edt4sywb5wkh7dnsipzz7f"};

// "error: message -> fix", one line a finding.
std::string findings(const std::string& zone, std::string_view rule) {
  std::string text;
  for (const rules::Finding& finding : test::of_rule(test::judged(zone), rule)) {
    const bool is_open = finding.certainty == rules::Certainty::indeterminate;
    text += (text.empty() ? "" : "\n") + std::string(is_open ? "unknown" : to_string(finding.severity)) + ": " +
            finding.message;
    if (finding.fix) text += " -> " + dns::to_zone_text(finding.fix->data);
  }
  return text;
}

std::string expected(const std::string& zone) { return findings(zone, "x-expected-service-missing"); }

TEST(ExpectedService, NeedsItsIncludeOnlyWhereItCanAlign) {
  const std::string google = ";! --expect google-workspace\n@ MX 1 smtp.google.com.\ngoogle._domainkey " + key;
  const std::string no_spf = "error: Google Workspace is expected to send for example.com, but SPF does not permit it";
  EXPECT_EQ(expected(google), no_spf);  // spf-missing has the record
  EXPECT_EQ(expected(google + "@ TXT \"v=spf1 -all\"\n"), no_spf + " -> \"v=spf1 include:_spf.google.com -all\"");
  EXPECT_EQ(expected(google + "@ TXT \"v=spf1 include:_spf.google.com -all\"\n_spf.google.com. TXT \"v=spf1 -all\"\n"),
            "");
  EXPECT_EQ(expected(google + ";! example.com TXT timeout\n"),
            "unknown: nobody can say whether Google Workspace is set up: not all is known of example.com TXT");
  const std::string mailchimp = ";! --expect mailchimp\n@ TXT \"v=spf1 -all\"\nk2._domainkey CNAME "
                                "dkim2.mcsv.net.\nk3._domainkey CNAME dkim3.mcsv.net.\n";
  EXPECT_EQ(expected(mailchimp), "");  // an include would be useless
}

TEST(ExpectedService, GetsOneRecordForAllIncludes) {
  const std::string both = ";! --expect google-workspace\n;! --expect zendesk\n@ TXT \"v=spf1 -all\"\n";
  const std::string found = expected(both);
  EXPECT_NE(found.find("\"v=spf1 include:_spf.google.com include:mail.zendesk.com -all\""), std::string::npos) << found;
}

TEST(ExpectedService, NeedsItsKeys) {
  const std::string spf = ";! --expect mailchimp\n@ TXT \"v=spf1 -all\"\n";
  const std::string start = "error: Mailchimp is expected to send for example.com, but ";
  EXPECT_EQ(expected(spf), start + "k2._domainkey.example.com is missing -> dkim2.mcsv.net.\n" + start +
                               "k3._domainkey.example.com is missing -> dkim3.mcsv.net.");
  EXPECT_EQ(expected(spf + "s1._domainkey " + key +
                     "k3._domainkey CNAME dkim3.mcsv.net.\n;! k2._domainkey.example.com TXT timeout\n"),
            "unknown: nobody can say whether Mailchimp has a DKIM key at example.com");
  EXPECT_EQ(expected(";! --expect amazon-ses\ns1._domainkey " + key),
            "unknown: nobody can say whether Amazon SES has a DKIM key at example.com");
  EXPECT_EQ(expected(";! --expect amazon-ses\n"),
            "error: Amazon SES is expected to send for example.com, but has no DKIM key there");
}

TEST(ExpectedService, NeedsItsMxOnlyForMailboxes) {
  const std::string rest =
      "@ TXT \"v=spf1 include:_spf.google.com -all\"\n_spf.google.com. TXT \"v=spf1 -all\"\ngoogle._domainkey " + key;
  const std::string google = ";! --expect google-workspace\n" + rest;
  const std::string missing = "error: Google Workspace is expected to receive for example.com, but no MX leads to it";
  EXPECT_EQ(expected(google), missing + " -> 1 smtp.google.com.");
  EXPECT_EQ(expected(google + "@ MX 10 in1-smtp.messagingengine.com.\n"), missing);  // a fix would take Fastmail away
  EXPECT_EQ(expected(google + "@ MX 10 mail\n"), "");                                // it may pass the mail on
  EXPECT_EQ(expected(google + ";! example.com MX timeout\n"),
            "unknown: nobody can say whether Google Workspace is set up: not all is known of example.com MX");
  EXPECT_EQ(expected(";! --expect zendesk\n@ TXT \"v=spf1 include:mail.zendesk.com -all\"\nmail.zendesk.com. TXT "
                     "\"v=spf1 -all\"\nzendesk1._domainkey CNAME zendesk1._domainkey.zendesk.com.\nzendesk2._domainkey "
                     "CNAME zendesk2._domainkey.zendesk.com.\n"),
            "");
}

std::string ses(const std::string& region) {
  std::string zone = ";! --ses-region " + region + "\n";
  for (const std::string& token : tokens) zone += ";! --ses-token " + token + "\n";
  return zone;
}

std::string alias(const std::string& token, const std::string& target) {
  return token + "._domainkey CNAME " + target + ".\n";
}

TEST(SesTokensThatAreGiven, AreCheckedToTheLastCname) {
  const std::string rest = alias(tokens[1], tokens[1] + ".dkim.amazonses.com") +
                           alias(tokens[2], tokens[2] + ".dkim.amazonses.com") + "*.dkim.amazonses.com. " + key;
  const std::string good = ses("eu-west-1") + rest + alias(tokens[0], tokens[0] + ".dkim.amazonses.com");
  for (const std::string_view rule : {"dkim-key-missing", "ses-dkim-cname-count", "ses-dkim-region-zone",
                                      "ses-dkim-dangling", "dkim-cname-target-mismatch"})
    EXPECT_EQ(findings(good, rule), "") << rule;
  EXPECT_EQ(findings(ses("eu-west-1") + rest, "dkim-key-missing"),
            "error: there is no DKIM key at the selector " + tokens[0] + " -> " + tokens[0] + ".dkim.amazonses.com.");
  EXPECT_EQ(findings(ses("eu-west-1") + rest, "ses-dkim-cname-count"),
            "error: only 2 of the 3 DKIM CNAMEs of Amazon SES are published");
  EXPECT_EQ(findings(ses("eu-west-1") + rest + alias(tokens[0], tokens[0] + ".dkim.example.net"),
                     "dkim-cname-target-mismatch"),
            "error: the CNAME of the selector " + tokens[0] + " leads to " + tokens[0] +
                ".dkim.example.net, which Amazon SES does not use for it -> " + tokens[0] + ".dkim.amazonses.com.");
  EXPECT_NE(findings(ses("eu-south-1") + rest, "ses-dkim-region-zone")
                .find("Amazon SES has its DKIM keys of eu-south-1 below dkim.eu-south-1.amazonses.com"),
            std::string::npos);
}

TEST(SesMailFromOfAGivenRegion, HasItsMx) {
  const std::string zone =
      "mail MX 10 feedback-smtp.us-east-1.amazonses.com.\nmail TXT \"v=spf1 include:amazonses.com ~all\"\n"
      "amazonses.com. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n";
  EXPECT_EQ(findings(";! --ses-region us-east-1\n" + zone, "ses-mailfrom-mx"), "");
  EXPECT_EQ(
      findings(";! --ses-region eu-west-1\n" + zone, "ses-mailfrom-mx"),
      "error: the MAIL FROM domain mail.example.com takes bounces for Amazon SES in us-east-1, but SES is used in "
      "eu-west-1 -> 10 feedback-smtp.eu-west-1.amazonses.com.");
}

// For every service of the data: the records as they are right, each missing, and each with another's target.
TEST(DkimAliases, OfEveryServiceAreJudgedAsTheDataSays) {
  const auto example = test::name("example.com");
  for (const facts::Service& service : facts::services()) {
    std::vector<dns::Record> records;
    for (const facts::ServiceRecord* alias : facts::fixed_dkim_aliases(service))
      if (auto record = facts::record_for(*alias, example)) records.push_back(std::move(*record));
    const auto zone = [&](std::size_t changed, const std::string& instead) {
      std::string text;
      for (std::size_t i = 0; i < records.size(); ++i) {
        const std::string target = i == changed ? instead : dns::to_zone_text(records[i].data);
        if (!target.empty()) text += records[i].owner.text() + ". CNAME " + target + "\n";
        text += dns::to_zone_text(records[i].data) + " " + key;
      }
      return text;
    };
    SCOPED_TRACE(service.id);
    EXPECT_EQ(findings(zone(records.size(), ""), "dkim-provider-set-incomplete"), "");
    EXPECT_EQ(findings(zone(records.size(), ""), "dkim-cname-target-mismatch"), "");
    for (std::size_t i = 0; records.size() > 1 && i < records.size(); ++i) {
      const std::string right = " -> " + dns::to_zone_text(records[i].data);
      EXPECT_TRUE(findings(zone(i, ""), "dkim-provider-set-incomplete").ends_with(right));
      const std::string other = dns::to_zone_text(records[(i + 1) % records.size()].data);
      EXPECT_TRUE(findings(zone(i, other), "dkim-cname-target-mismatch").ends_with(right));
    }
  }
}

TEST(DkimAliases, ThatLeadNowhereAreSaidOnce) {
  const std::string wrong = "fm1._domainkey CNAME fm1.example.net.dkim.fmhosted.com.\n";
  EXPECT_NE(findings(wrong, "dkim-cname-target-mismatch"), "");
  EXPECT_EQ(findings(wrong, "dns-cname-chain-broken"), "");
  // Parts of it depend on the account: a key that is there is right.
  const std::string tenant = "selector1._domainkey CNAME selector1-other01b._domainkey.contoso.onmicrosoft.com.\n";
  EXPECT_NE(findings(tenant, "dkim-cname-target-mismatch"), "");
  EXPECT_EQ(findings(tenant + "*.onmicrosoft.com. " + key, "dkim-cname-target-mismatch"), "");
}

TEST(StaleKeys, AreThoseOfMailboxesThatNothingElseShows) {
  const std::string zone = "@ TXT \"v=spf1 include:_spf.google.com -all\"\n_spf.google.com. TXT \"v=spf1 -all\"\n"
                           "fm1._domainkey CNAME fm1.example.com.dkim.fmhosted.com.\n*.dkim.fmhosted.com. " +
                           key;
  const auto found = [](const std::string& text) { return findings(text, "dkim-stale-provider-key"); };
  EXPECT_EQ(found(zone + "@ MX 1 smtp.google.com.\n"),
            "warning: Fastmail can still sign mail of example.com, but nothing else shows that it is used");
  EXPECT_EQ(found(zone + "@ MX 10 mail\n"), "");  // Fastmail may be behind it
  EXPECT_EQ(found(zone + "@ MX 1 smtp.google.com.\n;! --expect fastmail\n"), "");
  EXPECT_EQ(found(zone + "@ MX 1 smtp.google.com.\n;! _spf.google.com TXT timeout\n"), "");
}

}  // namespace
}  // namespace mailauth::expected_services_test
