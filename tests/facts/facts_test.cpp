#include "facts/facts.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/world.h"

namespace mailauth::facts::facts_test {
namespace {

using test::name;

constexpr std::string_view key =
    R"(google._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")";

TEST(Facts, TellAParkedDomainFromOneInUse) {
  const struct {
    std::string zone;
    bool parked;
  } cases[] = {
      {"", true},
      {"@ A 192.0.2.1", true},  // a web site
      {"@ TXT \"v=spf1 -all\"\n@ MX 0 .\n*._domainkey TXT \"v=DKIM1; p=\"", true},
      {"google._domainkey TXT \"v=DKIM1; p=\"", true},  // revoked
      {"@ MX 10 mx", false},
      {"@ TXT \"v=spf1 ip4:192.0.2.1 -all\"", false},
      {std::string(key), false},
      {"send MX 10 feedback-smtp.eu-west-1.amazonses.com.", false},
      {"s1._domainkey CNAME s1.domainkey.u1.wl2.sendgrid.net.", false},
      {";! example.com MX timeout", false},  // nobody knows
      {";! example.com TXT timeout", false},
      {";! --selector mine\n;! mine._domainkey.example.com TXT timeout", false},
  };
  for (const auto& [zone, parked] : cases) EXPECT_EQ(is_parked(test::world(zone).facts), parked) << zone;
}

TEST(Facts, ListTheSelectorsThatCanBeUsed) {
  const auto world = test::world(std::string(key) + "\ns1._domainkey TXT \"v=DKIM1; p=\"\n");
  const auto usable = usable_keys(world.facts.dkim);
  ASSERT_EQ(usable.size(), 1U);
  EXPECT_EQ(usable.front()->selector, "google");
}

TEST(Facts, ProbeANameThatIsTheSameEveryTime) {
  const std::string label = probe_label(name("example.com"));
  EXPECT_EQ(label, probe_label(name("example.com")));
  EXPECT_NE(label, probe_label(name("example.net")));
  EXPECT_TRUE(name("example.com").child(label));
}

// The domain of the mission: Amazon SES with its three CNAMEs and a MAIL FROM domain, and a DMARC record with a typo.
constexpr std::string_view ses_domain = R"(
;! --selector aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
;! --selector bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
;! --selector cccccccccccccccccccccccccccccccc
@                   TXT "v=spf1 include:amazonses.com ~all"
amazonses.com.      TXT "v=spf1 ip4:199.255.192.0/22 ip4:54.240.0.0/18 ~all"
mail                MX  10 feedback-smtp.eu-west-1.amazonses.com.
mail                TXT "v=spf1 include:amazonses.com ~all"
_dmarc              TXT "v:DMARC1;p=reject;pct=100;rua=mailto:support@example.net:fo=1;adkim=s;aspf=s;"
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa._domainkey CNAME aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.dkim.amazonses.com.
bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb._domainkey CNAME bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.dkim.amazonses.com.
cccccccccccccccccccccccccccccccc._domainkey CNAME cccccccccccccccccccccccccccccccc.dkim.amazonses.com.
*.dkim.amazonses.com. TXT "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
)";

TEST(AmazonSesDomain, IsSeenInFull) {
  const auto world = test::world(ses_domain);
  const Facts& facts = world.facts;
  EXPECT_TRUE(amazon_ses_sends(facts));
  ASSERT_EQ(facts.services.size(), 1U);
  EXPECT_EQ(facts.services.front().signs, (std::vector{Sign::dkim_target, Sign::return_path, Sign::spf_include}));
  EXPECT_EQ(facts.spf.lookups, 1U);
  EXPECT_TRUE(includes(facts.spf, name("amazonses.com")));

  ASSERT_EQ(facts.dkim.selectors.size(), 3U);
  for (const DkimSelector& selector : facts.dkim.selectors) {
    EXPECT_TRUE(amazon_ses::is_token(selector.selector));
    EXPECT_EQ(selector.service->id, "amazon-ses");
    EXPECT_EQ(selector.keys.size(), 1U);
  }
  ASSERT_EQ(facts.mail_froms.size(), 1U);
  const MailFrom& mail_from = facts.mail_froms.front();
  EXPECT_EQ(mail_from.name, name("mail.example.com"));
  EXPECT_FALSE(mail_from.given);
  EXPECT_EQ(mail_from.ses_region, "eu-west-1");
  EXPECT_TRUE(includes(mail_from.spf, name("amazonses.com")));
  EXPECT_TRUE(facts.unanswered.empty());
}

TEST(AmazonSesDomain, HasNoDmarcButARecordThatResemblesIt) {
  const auto world = test::world(ses_domain);
  const DmarcFacts& dmarc = world.facts.dmarc;
  EXPECT_FALSE(dmarc.discovery.found());
  EXPECT_FALSE(dmarc.discovery.unknown());
  ASSERT_EQ(dmarc.at_domain.lookalikes.size(), 1U);
  ASSERT_TRUE(dmarc.reporting_record);
  ASSERT_EQ(dmarc.destinations.size(), 1U);
  EXPECT_EQ(dmarc.destinations.front().host, name("example.net"));
  EXPECT_TRUE(dmarc.destinations.front().external);
  EXPECT_FALSE(dmarc.destinations.front().authorised);
}

}  // namespace
}  // namespace mailauth::facts::facts_test
