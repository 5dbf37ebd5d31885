// Rules about the address that sends (--ip).

#include <gtest/gtest.h>

#include <string>

#include "support/judged.h"

namespace mailauth::sender_rules_test {
namespace {

struct Case {
  std::string zone;
  std::string shown;  // the findings of the rule
};

void expect(std::string_view rule, const std::vector<Case>& cases) {
  for (const auto& [zone, shown] : cases) EXPECT_EQ(test::shown(zone, rule), shown) << zone;
}

std::string spf(const std::string& terms) { return ";! --ip 192.0.2.1\n@ TXT \"v=spf1" + terms + "\"\n"; }

TEST(SenderRules, SayWhichTermDecidesAndWhatWouldPermitTheAddress) {
  const std::string answers = "SPF of example.com answers ";
  const std::string write = "\n[] write ip4:192.0.2.1 here";
  expect(
      "x-ip-unauthorised",
      {{spf(" ip4:192.0.2.1 -all"), ""},
       {spf(" ip4:198.51.100.1 -all"), answers + "fail to 192.0.2.1: '-all' decides" + write},
       {spf(" ~all"), answers + "softfail to 192.0.2.1: '~all' decides" + write},
       {spf(" ip4:198.51.100.1"), answers + "neutral to 192.0.2.1: no term matches" + write},
       {spf(" redirect=b.example.com") + "b TXT \"v=spf1 -all\"\n",
        answers + "fail to 192.0.2.1: '-all' decides" + write},
       {spf(" mx mx:b.example.com include:c.example.com"),
        "SPF of example.com is an error for 192.0.2.1: no SPF record at 'include:c.example.com'"},
       {";! --ip 192.0.2.1\n@ A 192.0.2.1\n", "example.com has no SPF record that could permit 192.0.2.1"},
       {";! --ip 192.0.2.1\n;! example.com TXT timeout\n", ""},  // dns-lookup-failed says so
       {";! --ip 2001:db8::1\n@ TXT \"v=spf1 -all\"\n",
        "SPF of example.com answers fail to 2001:db8::1: '-all' decides\n[] write ip6:2001:db8::1 here"},
       {";! --ip 192.0.2.1\n;! --mail-from b.example.com\n@ TXT \"v=spf1 ip4:192.0.2.1 -all\"\nb TXT \"v=spf1 -all\"\n",
        "SPF of b.example.com answers fail to 192.0.2.1: '-all' decides" + write}});
}

constexpr std::string_view outlook = "1.2.0.192.in-addr.arpa. PTR mail1.outbound.protection.outlook.com.\n"
                                     "mail1.outbound.protection.outlook.com. A 192.0.2.1\n"
                                     "spf.protection.outlook.com. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n";
constexpr std::string_view ses = "1.2.0.192.in-addr.arpa. PTR a1.smtp-out.eu-west-1.amazonses.com.\n"
                                 "a1.smtp-out.eu-west-1.amazonses.com. A 192.0.2.1\n"
                                 "amazonses.com. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n";

TEST(SenderRules, KnowServersOfServices) {
  const std::string decides = "SPF of example.com answers fail to 192.0.2.1: '-all' decides\n[] ";
  const std::string unconfirmed = "1.2.0.192.in-addr.arpa. PTR mail1.outbound.protection.outlook.com.\n";
  expect("x-ip-unauthorised",
         {{spf(" -all") + std::string(outlook), decides + "write include:spf.protection.outlook.com here"},
          {spf(" -all") + unconfirmed, decides + "write ip4:192.0.2.1 here"},  // anybody can claim to be Microsoft
          // The service is permitted, but not with this server: an address is what is missing.
          {spf(" include:spf.protection.outlook.com -all") +
               "1.2.0.192.in-addr.arpa. PTR vm.outlook.com.\nvm.outlook.com. A 192.0.2.1\n"
               "spf.protection.outlook.com. TXT \"v=spf1 ip4:198.51.100.0/24 -all\"\n",
           decides + "write ip4:192.0.2.1 here"},
          // Nobody checks this record for mail that SES sends.
          {spf(" -all") + std::string(ses), decides + "this decides"},
          {";! --mail-from mail.example.com\nmail TXT \"v=spf1 -all\"\n" + spf(" -all") + std::string(ses),
           "SPF of mail.example.com answers fail to 192.0.2.1: '-all' decides\n[] write include:amazonses.com here"}});
}

std::string offered(const std::string& zone) {
  for (const rules::Finding& finding : test::of_rule(test::judged(zone), "x-ip-unauthorised"))
    if (finding.fix) return finding.fix->text();
  return "";
}

TEST(SenderRules, OfferTheRecordThatPermitsTheAddress) {
  EXPECT_EQ(offered(spf(" mx:b.example.com -all") + "b MX 1 b\nb A 192.0.2.9\n"),
            "v=spf1 mx:b.example.com ip4:192.0.2.1 -all");
  EXPECT_EQ(offered(spf(" ?ip4:192.0.2.0/24 -all")), "v=spf1 ip4:192.0.2.1 ?ip4:192.0.2.0/24 -all");
  EXPECT_EQ(offered(spf(" ip4:198.51.100.1")), "v=spf1 ip4:198.51.100.1 ip4:192.0.2.1");
  EXPECT_EQ(offered(spf(" -all") + std::string(outlook)), "v=spf1 include:spf.protection.outlook.com -all");
  EXPECT_EQ(offered(spf(" -all") + std::string(ses)), "");
}

TEST(SenderRules, LookAtTheNameOfTheAddress) {
  const std::string ip = ";! --ip 192.0.2.1\n@ TXT \"v=spf1 ip4:192.0.2.1 -all\"\n";
  const std::string ptr = "1.2.0.192.in-addr.arpa. PTR mail\n";
  expect("x-ip-ptr", {{ip, "192.0.2.1 has no name in the reverse DNS"},
                      {ip + ptr, "192.0.2.1 is called mail.example.com, but that name does not lead back to it"},
                      {ip + ptr + "mail A 192.0.2.2\n",
                       "192.0.2.1 is called mail.example.com, but that name does not lead back to it"},
                      {ip + ptr + "mail A 192.0.2.2\nmail A 192.0.2.1\n", ""},
                      {ip + ptr + ";! mail.example.com A timeout\n", ""},
                      {ip + ";! 1.2.0.192.in-addr.arpa PTR server_failure\n", ""}});
}

TEST(SenderRules, WhatDidNotComeIsNamedOnce) {
  const std::string zone =
      ";! --ip 192.0.2.1\n@ TXT \"v=spf1 ip4:192.0.2.1 -all\"\n;! 1.2.0.192.in-addr.arpa PTR timeout\n";
  const auto found = test::of_rule(test::judged(zone), "dns-lookup-failed");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found.front().consequence.starts_with("It is not known whether the reverse DNS of the sender is right"));
}

}  // namespace
}  // namespace mailauth::sender_rules_test
