// What other tools report and is right all the same: none of it may raise a DKIM finding.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "rules/samples.h"
#include "support/judged.h"

namespace mailauth::not_findings_dkim_test {
namespace {

struct Harmless {
  const char* what;
  std::string zone;
  rules::Severity most = rules::Severity::info;  // the severest finding on DKIM that is allowed
};

bool is_about_dkim(const rules::Finding& finding) {
  return finding.rule->id.starts_with("dkim-") || finding.rule->id.find("dkim") != std::string_view::npos;
}

TEST(NotFindings, OnDkim) {
  const std::vector<Harmless> cases{
      {"no v=", SAMPLE_SIGNER("k=rsa; p=" SAMPLE_RSA_2048)},
      {"only p=, as Amazon SES asks for", SAMPLE_SIGNER("p=" SAMPLE_RSA_2048)},
      {"a tag nobody knows", SAMPLE_SIGNER("v=DKIM1; x=1; p=" SAMPLE_RSA_2048)},
      {"t=s", SAMPLE_SIGNER("v=DKIM1; t=s; p=" SAMPLE_RSA_2048)},
      {"blanks inside of p=", SAMPLE_SIGNER("v=DKIM1; p=\" \" " SAMPLE_RSA_2048)},
      {"nothing at _domainkey itself",
       SAMPLE_SPF_AND_DMARC "a-name-of-its-own._domainkey TXT \"p=" SAMPLE_RSA_2048 "\"", rules::Severity::info},
      {"an Ed25519 key beside an RSA key",
       SAMPLE_SIGNER("k=rsa; p=" SAMPLE_RSA_2048) "\ns2._domainkey TXT \"k=ed25519; p=" SAMPLE_ED25519 "\""},
      {"1024 bits", SAMPLE_SIGNER("k=rsa;p=" SAMPLE_RSA_1024), rules::Severity::warning},
      {"one of two selectors of Microsoft 365 at rest",
       R"(
@ MX 0 example-com.mail.protection.outlook.com.
selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
selector1-example-com._domainkey.example.onmicrosoft.com. TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
)"},
  };
  for (const auto& [what, zone, most] : cases) {
    for (const rules::Finding& finding : test::judged(zone)) {
      if (!is_about_dkim(finding)) continue;
      EXPECT_LE(finding.severity, most) << what << ": " << finding.rule->id << ": " << finding.message;
    }
  }
}

// Its two keys take turns.
TEST(NotFindings, OneOfTwoSelectorsOfMicrosoft365AtRest) {
  const std::string zone = R"(
@ MX 0 example-com.mail.protection.outlook.com.
selector1._domainkey CNAME selector1-example-com._domainkey.example.onmicrosoft.com.
selector2._domainkey CNAME selector2-example-com._domainkey.example.onmicrosoft.com.
)";
  const std::string key = "selector1-example-com._domainkey.example.onmicrosoft.com. TXT "
                          "\"v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048 "\"\n";
  EXPECT_EQ(test::of_rule(test::judged(zone + key), "dns-cname-chain-broken").size(), 0U);
  EXPECT_EQ(test::of_rule(test::judged(zone), "dns-cname-chain-broken").size(), 2U);
}

TEST(NotFindings, TwoEqualKeysAreOne) {
  const std::string key = "s1._domainkey TXT \"v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048 "\"\n";
  EXPECT_EQ(test::of_rule(test::judged(key + key), "dkim-multiple-keys").size(), 0U);
}

// A wildcard answers for every selector: when nobody can say whether there is one, a TXT at a selector proves nothing.
TEST(NotFindings, WhatAWildcardMayAnswerIsNotInTheWayOfAKey) {
  const std::string probe = facts::probe_label(*dns::Name::parse("example.com")) + "._domainkey.example.com TXT ";
  const std::string text = "google._domainkey TXT \"some-service-verification=1\"\n";
  EXPECT_EQ(test::of_rule(test::judged(";! " + probe + "timeout\n" + text), "dkim-unrelated-txt").size(), 0U);
  EXPECT_EQ(test::of_rule(test::judged(text), "dkim-unrelated-txt").size(), 1U);
}

TEST(NotFindings, AServerFailureIsNotAMissingKey) {
  const std::string zone = ";! --selector s1\n;! s1._domainkey.example.com TXT server_failure\n;! "
                           "_domainkey.example.com TXT server_failure\n" SAMPLE_SPF_AND_DMARC;
  for (const rules::Finding& finding : test::judged(zone)) EXPECT_FALSE(is_about_dkim(finding)) << finding.rule->id;
}

}  // namespace
}  // namespace mailauth::not_findings_dkim_test
