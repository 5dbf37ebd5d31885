// The two answers that open a report, over small worlds.

#include "rules/verdict.h"

#include <fmt/format.h>
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
      {dmarc("v=DMARC1; p=reject") + "@ TXT \"v=spf1 +all\"\n",
       "anyone: SPF of example.com lets everybody pass, and what passes it passes DMARC"},
      {";! _dmarc.example.com TXT timeout\n", "unknown: the DNS did not say which DMARC policy is in force"},
      {";! nxdomain\n", "anyone: the domain does not exist, and no DMARC policy covers it"},
  };
  for (const auto& [zone, verdict] : cases) EXPECT_EQ(forgery(zone), verdict) << zone;
}

// Whoever passes SPF at a MAIL FROM that aligns passes DMARC, whatever its policy.
TEST(Verdict, WhoPassesSpfCanForge) {
  const std::string policy = dmarc("v=DMARC1; p=reject");
  const auto through = [](std::string_view whom) {
    return fmt::format("SPF of example.com lets {} pass, and what passes it passes DMARC", whom);
  };
  const std::string hard = "hard: receivers are asked to reject forged mail, also from subdomains";
  const auto v4 = [&](std::string_view terms) { return policy + fmt::format("@ TXT \"v=spf1 {} -all\"\n", terms); };
  const std::vector<Case> cases{
      {v4("ip4:0.0.0.0/1"), "anyone: " + through("half of all IPv4 addresses or more")},
      {v4("-ip4:10.0.0.0/8 ip4:0.0.0.0/1"), "partly: " + through("2,130,706,432 IPv4 addresses")},
      {v4("ip4:198.0.0.0/8"), hard},
      {v4("ip4:198.0.0.0/7"), "partly: " + through("33,554,432 IPv4 addresses")},
      {v4("ip6:2000::/4"), "anyone: " + through("half of all IPv6 addresses or more")},
      {v4("ip6:2001::/19"), hard},
      {v4("ip6:2000::/18"), "partly: " + through("16,384 IPv6 networks of the size of a /32")},
      {v4("?ip4:0.0.0.0/0 ~ip6:::/0"), hard},
      {v4("exists:example.com") + "@ A 192.0.2.1\n", "anyone: " + through("everybody")},
      {v4("exists:%{d}") + "@ A 192.0.2.1\n", "anyone: " + through("everybody")},
      {v4("exists:%{i}.example.com") + "@ A 192.0.2.1\n", hard},
      {policy + "@ TXT \"v=spf1 redirect=_spf.example.com\"\n_spf TXT \"v=spf1 +all\"\n",
       "anyone: " + through("everybody")},
      // A permerror lets nobody pass who did not match before it: RFC 7208 4.6.4, 5.2.
      {policy + "@ TXT \"v=spf1 include:none.example.com +all\"\n", hard},
      {policy + "@ TXT \"v=spf1 ip4:0.0.0.0/1 include:none.example.com +all\"\n",
       "anyone: " + through("half of all IPv4 addresses or more")},
      {policy + "@ TXT \"v=spf1 +al\"\n", hard},
      // No policy is asked for what passes; nobody knows it, and anybody can forge all the same.
      {";! _dmarc.example.com TXT timeout\n@ TXT \"v=spf1 +all\"\n", "anyone: " + through("everybody")},
      {";! --mail-from other.example.net\n" + policy + spf + "other.example.net. TXT \"v=spf1 +all\"\n", hard},
      {";! --mail-from bounce.example.com\n" + policy + spf + "bounce TXT \"v=spf1 +all\"\n",
       "anyone: SPF of bounce.example.com lets everybody pass, and what passes it passes DMARC"},
      {";! --mail-from bounce.example.com\n" + dmarc("v=DMARC1; p=reject; aspf=s") + spf +
           "bounce TXT \"v=spf1 +all\"\n",
       hard},
  };
  for (const auto& [zone, verdict] : cases) EXPECT_EQ(forgery(zone), verdict) << zone;
}

TEST(Verdict, WhoHasTheKeyCanForge) {
  EXPECT_EQ(forgery(";! --selector s2\n" + dmarc("v=DMARC1; p=reject") +
                    "s2._domainkey TXT \"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"\n"),
            "anyone: the private half of the DKIM key s2 is known to everybody, so anybody can sign as the domain");
}

// np=, else sp=, else p= of the organizational domain; older receivers do not know np=.
TEST(Verdict, ANameThatDoesNotExistHasAPolicy) {
  const auto of_nobody = [](std::string_view policy) {
    return forgery(
        fmt::format(";! --domain nobody.example.com\n;! nxdomain\n_dmarc.example.com. TXT \"v=DMARC1; {}\"\n", policy));
  };
  EXPECT_EQ(
      of_nobody("p=reject"),
      "hard: the domain does not exist, and p= of example.com asks receivers to reject what claims to come from it");
  EXPECT_EQ(of_nobody("p=reject; sp=none"),
            "anyone: the domain does not exist, and sp= of example.com is none: receivers only watch");
  EXPECT_EQ(
      of_nobody("p=none; np=reject"),
      "partly: the domain does not exist; of example.com, receivers that follow RFC 9989 apply reject, older ones "
      "none");
}

TEST(Verdict, WillItsOwnMailPass) {
  const std::string ses =
      "@ TXT \"v=spf1 include:amazonses.com ~all\"\namazonses.com. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n";
  const std::string mail_from =
      "mail MX 10 feedback-smtp.eu-west-1.amazonses.com.\nmail TXT \"v=spf1 include:amazonses.com ~all\"\n";
  const std::vector<Case> cases{
      {mx + spf + key, "passes: SPF and DKIM are in place"},
      {mx + ses + key,
       "unknown: SPF cannot align, because its MAIL FROM is its own, and DKIM: name its tokens: --ses-token"},
      {mx + ses + hidden_key,
       "unknown: SPF cannot align, because its MAIL FROM is its own, and DKIM: name its tokens: --ses-token"},
      {mx + spf, "at_risk: SPF is in place, but DKIM: no key"},
      {mx + key, "at_risk: SPF: no record, but DKIM is in place"},
      {mx + ses + mail_from + key + dmarc("v=DMARC1; p=reject; aspf=s"),
       "unknown: SPF passes and does not align, and DKIM: name its tokens: --ses-token"},
      {mx + ses + mail_from + dmarc("v=DMARC1; p=reject; aspf=s"),
       "fails: SPF passes and does not align, and DKIM: no key"},
      {mx, "fails: SPF: no record, and DKIM: no key"},
      {mx + "@ TXT \"v=spf1 ipv4:192.0.2.1 -all\"\n", "fails: SPF: broken (permerror), and DKIM: no key"},
      {mx + "@ TXT \"v=spf1 -all\"\n", "not_sent: SPF permits nobody, and there is no DKIM key"},
      {"@ MX 0 .\n@ TXT \"v=spf1 -all\"\n", "not_sent: nobody uses the domain for mail"},
      {mx + spf + ";! _domainkey.example.com TXT timeout\n", "unknown: SPF is in place, but DKIM: the DNS did not say"},
      {mx + key + ";! example.com TXT server_failure\n", "unknown: SPF: the DNS did not say, but DKIM is in place"},
      {mx + "@ TXT \"v=spf1 include:a.example.net -all\"\n;! a.example.net TXT timeout\n" + key,
       "unknown: SPF: the DNS did not say, but DKIM is in place"},
      {";! nxdomain\n", "fails: the domain does not exist in the DNS"},
  };
  for (const auto& [zone, verdict] : cases) EXPECT_EQ(own_mail(zone), verdict) << zone;
}

}  // namespace
}  // namespace mailauth::verdict_test
