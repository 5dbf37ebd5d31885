// The two answers that open a report, over small worlds.

#include "rules/verdict.h"

#include <gtest/gtest.h>

#include <string>

#include "rules/samples.h"
#include "support/world.h"

namespace mailauth::verdict_test {
namespace {

struct Case {
  std::string zone;
  std::string verdict;  // "anyone: there is no DMARC record"
};

std::string forgery(const std::string& zone) {
  const rules::Verdict verdict = rules::verdict(test::world(zone).facts);
  return std::string(to_string(verdict.forgery)) + ": " + verdict.forgery_reason;
}

std::string own_mail(const std::string& zone) {
  const rules::Verdict verdict = rules::verdict(test::world(zone).facts);
  return std::string(to_string(verdict.own_mail)) + ": " + verdict.own_mail_reason;
}

std::string dmarc(const std::string& record) { return "_dmarc TXT \"" + record + "\"\n"; }

const std::string mx = "@ MX 10 mail\nmail A 192.0.2.1\n";
const std::string spf = "@ TXT \"v=spf1 ip4:192.0.2.1 -all\"\n";
const std::string key = "s1._domainkey TXT \"v=DKIM1; p=" SAMPLE_RSA_2048 "\"\n";
const std::string hidden_key = "a-name-of-its-own._domainkey TXT \"v=DKIM1; p=" SAMPLE_RSA_2048 "\"\n";

TEST(Verdict, CanTheDomainBeForged) {
  const std::vector<Case> cases{
      {"", "anyone: there is no DMARC record"},
      {dmarc("v=DMARC1; p=none"), "anyone: the DMARC policy is p=none: receivers only watch"},
      {dmarc("v:DMARC1;p=reject;"), "anyone: receivers ignore the DMARC record at _dmarc.example.com"},
      {dmarc("v=DMARC1; p=reject") + dmarc("v=DMARC1; p=none"),
       "anyone: there are 2 DMARC records at _dmarc.example.com, so receivers ignore them all"},
      {dmarc("v=DMARC1; p=monitor"),
       "anyone: the DMARC record at _dmarc.example.com has no policy that receivers can use"},
      {dmarc("v=DMARC1; p=reject"), "hard: receivers are asked to reject forged mail, also from subdomains"},
      {dmarc("v=DMARC1; p=quarantine"), "hard: receivers are asked to quarantine forged mail, also from subdomains"},
      {dmarc("v=DMARC1; p=reject; sp=none"),
       "partly: subdomains are protected less than the domain: none instead of reject"},
      {dmarc("v=DMARC1; p=reject; np=quarantine"),
       "partly: invented subdomains are protected less than the domain: quarantine instead of reject"},
      {dmarc("v=DMARC1; p=reject; pct=25"),
       "partly: older receivers apply the policy to only 25 % of forged mail (pct=25)"},
      {dmarc("v=DMARC1; p=reject; t=y"),
       "partly: the DMARC policy is in test mode (t=y): newer receivers apply p=quarantine"},
      {dmarc("v=DMARC1; p=reject") + "@ TXT \"v=spf1 +all\"\n", "partly: SPF permits everybody, so forged mail passes"},
      {";! _dmarc.example.com TXT timeout\n", "unknown: the DNS did not say which DMARC policy is in force"},
      {";! nxdomain\n", "unknown: the domain does not exist in the DNS"},
  };
  for (const auto& [zone, verdict] : cases) EXPECT_EQ(forgery(zone), verdict) << zone;
}

TEST(Verdict, WillItsOwnMailPass) {
  const std::string ses =
      "@ TXT \"v=spf1 include:amazonses.com ~all\"\namazonses.com. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n";
  const std::string mail_from =
      "mail MX 10 feedback-smtp.eu-west-1.amazonses.com.\nmail TXT \"v=spf1 include:amazonses.com ~all\"\n";
  const std::vector<Case> cases{
      {mx + spf + key, "passes: SPF and DKIM are in place"},
      {mx + ses + key, "passes: SPF permits Amazon SES, and DKIM is in place"},
      {mx + ses + hidden_key, "at_risk: SPF permits Amazon SES, but DKIM was not seen: its selectors are unknown"},
      {mx + spf, "at_risk: SPF is in place, but there is no usable DKIM key"},
      {mx + key, "at_risk: there is no SPF record, but DKIM is in place"},
      {mx + ses + mail_from + key + dmarc("v=DMARC1; p=reject; aspf=s"),
       "at_risk: SPF does not count because of aspf=s, but DKIM is in place"},
      {mx + ses + mail_from + dmarc("v=DMARC1; p=reject; aspf=s"),
       "fails: SPF does not count because of aspf=s, and there is no usable DKIM key"},
      {mx, "fails: there is no SPF record, and there is no usable DKIM key"},
      {mx + "@ TXT \"v=spf1 ipv4:192.0.2.1 -all\"\n", "fails: SPF is broken, and there is no usable DKIM key"},
      {mx + "@ TXT \"v=spf1 -all\"\n", "not_sent: SPF permits nobody, and there is no DKIM key"},
      {"@ MX 0 .\n@ TXT \"v=spf1 -all\"\n", "not_sent: nobody uses the domain for mail"},
      {mx + spf + ";! _domainkey.example.com TXT timeout\n",
       "unknown: SPF is in place, but the DNS did not say whether there is a DKIM key"},
      {mx + key + ";! example.com TXT server_failure\n",
       "unknown: the DNS did not say what SPF permits, but DKIM is in place"},
      {mx + "@ TXT \"v=spf1 include:a.example.net -all\"\n;! a.example.net TXT timeout\n" + key,
       "unknown: the DNS did not say what SPF permits, but DKIM is in place"},
      {";! nxdomain\n", "fails: the domain does not exist in the DNS"},
  };
  for (const auto& [zone, verdict] : cases) EXPECT_EQ(own_mail(zone), verdict) << zone;
}

}  // namespace
}  // namespace mailauth::verdict_test
