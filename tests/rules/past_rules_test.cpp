// Rules that need to know since when something is so. In samples the audit is on 2026-12-01.

#include <gtest/gtest.h>

#include <string>

#include "rules/samples.h"
#include "support/judged.h"

namespace mailauth::past_rules_test {
namespace {

const std::string watch = "_dmarc TXT \"v=DMARC1; p=none; rua=mailto:dmarc@example.com\"\n";
const std::string key = ";! --selector s1\ns1._domainkey TXT \"v=DKIM1; p=" SAMPLE_RSA_2048 "\"\n";
const std::string other_key = "s2._domainkey TXT \"v=DKIM1; k=ed25519; p=" SAMPLE_ED25519 "\"\n";
const std::string seen_key = " " SAMPLE_RSA_2048_FINGERPRINT "\n";

struct Case {
  std::string zone;
  bool found;
};

void expect(std::string_view rule, const std::vector<Case>& cases) {
  for (const auto& [zone, found] : cases)
    EXPECT_EQ(!test::of_rule(test::judged(zone), rule).empty(), found) << rule << "\n" << zone;
}

TEST(RulesOnThePast, AreSilentWhereNobodyLooked) {
  expect("dmarc-p-none-stale", {{watch, false}, {";! --past 2026-05-01" + seen_key + watch, false}});
  expect("dkim-no-rotation-pair", {{key, false}, {";! --past 2026-05-01 none\n" + key, false}});
}

TEST(RulesOnThePast, CountMoreThan180Days) {
  expect("dmarc-p-none-stale", {{";! --past 2026-06-03 none\n" + watch, true},
                                {";! --past 2026-06-04 none\n" + watch, false},  // 180 days
                                {";! --past 2027-06-03 none\n" + watch, false}});
  expect("dkim-no-rotation-pair",
         {{";! --past 2026-06-03" + seen_key + key, true}, {";! --past 2026-06-04" + seen_key + key, false}});
}

TEST(RulesOnThePast, APolicyIsOldOnlyWhileItIsInForce) {
  const std::string old = ";! --past 2020-01-01 none\n";
  const std::string below = ";! --domain sub.example.com\nsub A 192.0.2.1\n";
  expect("dmarc-p-none-stale", {{old + "_dmarc TXT \"v=DMARC1; p=reject\"\n", false},
                                {";! --past 2020-01-01 quarantine\n" + watch, false},  // p=none is of today
                                {old + "_dmarc TXT \"v:DMARC1; p=none\"\n", false},
                                {old + ";! _dmarc.example.com TXT timeout\n", false},
                                {old, false},
                                {old + below + watch, true},
                                {old + below + "_dmarc TXT \"v=DMARC1; p=none; sp=reject\"\n", false},
                                {old + below + "_dmarc TXT \"v=DMARC1; p=reject; sp=none\"\n", true}});
}

TEST(RulesOnThePast, AKeyIsOldOnlyWhenItIsTheOneThatWasSeenAndNoneIsBesideIt) {
  const std::string old = ";! --past 2020-01-01" + seen_key;
  const std::string alias = ";! --selector s1\ns1._domainkey CNAME key.example.net.\n";
  expect("dkim-no-rotation-pair",
         {{old + key, true},
          {old + key + other_key, false},
          {old + key + "s2._domainkey TXT \"v=DKIM1; p=\"\n", true},          // revoked
          {old + key + ";! s2._domainkey.example.com TXT timeout\n", false},  // nobody knows
          {old + key + ";! --selector s9\n", true},
          {old + key + "s1._domainkey TXT \"v=DKIM1; k=ed25519; p=" SAMPLE_ED25519 "\"\n", false},
          {old + other_key, false},  // it was rotated
          {old + alias + "key.example.net. TXT \"v=DKIM1; p=" SAMPLE_RSA_2048 "\"\n", false}});
}

TEST(RulesOnThePast, SaySinceWhen) {
  EXPECT_EQ(test::shown(";! --past 2026-05-01 none\n" + watch, "dmarc-p-none-stale"),
            "the policy for example.com has been none since at least 2026-05-01, 214 days\n"
            "[none] write quarantine here");
  const auto found = test::of_rule(test::judged(";! --past 2026-05-01" + seen_key + key), "dkim-no-rotation-pair");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].message,
            "the key of the selector s1 has been the same since at least 2026-05-01, 214 days, and no second one is "
            "known");
  EXPECT_EQ(found[0].notes, std::vector<std::string>{"the history has seen it from 2026-05-01 to 2026-11-30"});
}

}  // namespace
}  // namespace mailauth::past_rules_test
