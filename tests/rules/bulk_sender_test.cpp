// What Gmail, Yahoo and Outlook.com demand of bulk senders (--profile).

#include <gtest/gtest.h>

#include <string>

#include "rules/samples.h"
#include "support/judged.h"

namespace mailauth::bulk_sender_test {
namespace {

const std::string spf = "@ TXT \"v=spf1 ip4:192.0.2.1 -all\"\n";
const std::string key = "s1._domainkey TXT \"v=DKIM1; p=" SAMPLE_RSA_2048 "\"\n";
const std::string dmarc = "_dmarc TXT \"v=DMARC1; p=none; rua=mailto:dmarc@example.com\"\n";
const std::string sender = ";! --ip 192.0.2.1\n";
const std::string reverse = "1.2.0.192.in-addr.arpa. PTR mail\nmail A 192.0.2.1\n";

// The message with its weight, and each demand that is not met on a line of its own.
std::string shown(const std::string& zone, const std::string& profile) {
  std::string text;
  for (const auto& finding :
       test::of_rule(test::judged(";! --profile " + profile + "\n" + zone), "x-profile-" + profile)) {
    text += std::string(to_string(finding.severity)) + " " + std::string(to_string(finding.certainty)) + " " +
            finding.message;
    for (const std::string& note : finding.notes) text += "\n- " + note;
  }
  return text;
}

struct Case {
  std::string zone, profile, shown;
};

TEST(BulkSender, DemandsThatAreNotMetAreListedTogether) {
  const std::string no_record = "\n- DMARC: no record is in force: publish one at _dmarc.example.com, p=none is enough";
  const std::string no_key =
      "\n- DKIM: no usable key: sign with an RSA key of 2048 bits (1024 is the least) and publish it";
  const std::vector<Case> cases{
      {spf + key + dmarc, "google", ""},
      {spf + key + dmarc, "yahoo", ""},
      {spf + key + dmarc, "microsoft", ""},
      {spf + key, "google",
       "error certain example.com does not meet what Gmail demands of bulk senders: DMARC" + no_record},
      {"", "microsoft",
       "error certain example.com does not meet what Outlook.com demands of bulk senders: SPF, DKIM, DMARC"
       "\n- SPF: no record: publish one that lists the servers that send" +
           no_key + no_record},
      {spf + dmarc + ";! --selector s1\ns1._domainkey TXT \"p=" SAMPLE_RSA_512 "\"\n", "google",
       "error certain example.com does not meet what Gmail demands of bulk senders: DKIM" + no_key},
      {"@ TXT \"v=spf1 -all\"\n" + key + dmarc, "yahoo",
       "error certain example.com does not meet what Yahoo demands of bulk senders: SPF"
       "\n- SPF: the record permits nobody: list the servers that send"},
      {"_dmarc TXT \"v=DMARC1; p=none; aspf=s\"\nmail TXT \"v=spf1 ip4:192.0.2.1 -all\"\n;! --mail-from "
       "mail.example.com\n",
       "yahoo",
       "error certain example.com does not meet what Yahoo demands of bulk senders: DKIM, alignment" + no_key +
           "\n- alignment: nothing that authenticates the mail of mail.example.com stands for example.com: SPF: "
           "passes, not "
           "aligned; DKIM: no key"},
  };
  for (const Case& c : cases) EXPECT_EQ(shown(c.zone, c.profile), c.shown) << c.profile << "\n" << c.zone;
}

TEST(BulkSender, ReverseDnsIsDemandedOfTheAddressThatSends) {
  const std::string good = sender + spf + key + dmarc;
  EXPECT_EQ(shown(good + reverse, "google"), "");
  EXPECT_EQ(shown(good, "microsoft"), "");
  EXPECT_EQ(shown(good, "yahoo"),
            "error certain example.com does not meet what Yahoo demands of bulk senders: reverse DNS"
            "\n- reverse DNS: 192.0.2.1 needs a PTR to a name that has its address");
  EXPECT_EQ(shown(sender + "@ TXT \"v=spf1 ~all\"\n" + key + dmarc, "microsoft"),
            "error certain example.com does not meet what Outlook.com demands of bulk senders: SPF"
            "\n- SPF: it has to pass, and is softfail for 192.0.2.1: permit that address");
}

TEST(BulkSender, WhatNobodyKnowsIsNotMissing) {
  const std::string hidden = "a-name-of-its-own._domainkey TXT \"p=" SAMPLE_RSA_2048 "\"\n";
  EXPECT_TRUE(
      shown(spf + dmarc + hidden, "google")
          .starts_with("warning likely example.com perhaps does not meet what Gmail demands of bulk senders: DKIM "
                       "not found\n- DKIM: not found under "));
  EXPECT_EQ(
      shown(spf + key + ";! _dmarc.example.com TXT timeout\n", "google"),
      "error indeterminate the DNS did not say whether example.com meets what Gmail demands of bulk senders: DMARC"
      "\n- DMARC: not known, an answer did not come");
  EXPECT_EQ(
      shown(key + dmarc + ";! example.com TXT server_failure\n", "microsoft"),
      "error indeterminate the DNS did not say whether example.com meets what Outlook.com demands of bulk senders: "
      "SPF\n- SPF: not known, an answer did not come");
}

}  // namespace
}  // namespace mailauth::bulk_sender_test
