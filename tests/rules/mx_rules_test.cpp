// What the MX rules say, and what they leave alone.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/judged.h"

namespace mailauth::mx_rules_test {
namespace {

std::vector<std::string> mx_ids(std::string_view zone) {
  std::vector<std::string> ids = test::ids(test::judged(zone));
  std::erase_if(ids, [](const std::string& id) { return !id.starts_with("mx-"); });
  return ids;
}

using Ids = std::vector<std::string>;

TEST(MxRules, NameOneMistakeOnce) {
  const struct {
    std::string_view zone;
    Ids ids;
  } cases[] = {
      {"@ MX 10 mail\nmail A 192.0.2.25\n", {}},
      {"@ MX 10 mail\nmail AAAA 2001:db8::25\n", {}},
      {"@ MX 10 mail\nmail A 10.0.0.25\nmail AAAA 2001:db8::25\n", {}},  // reachable by one of the two
      {"@ MX 10 mail\nmail A 127.0.0.1\n", {"mx-target-special-address"}},
      {"@ MX 10 mail\nmail AAAA fe80::1\n", {"mx-target-special-address"}},
      {"@ MX 10 mail\nmail CNAME gone\n", {"mx-target-unresolvable"}},
      {"@ MX 10 192.0.2.25.\n", {"mx-target-ip"}},
      {"@ MX 10 mx.example.net.\n", {"mx-target-takeover"}},
      {"@ MX 10 mx.mail-service.invalid.\n", {"mx-target-unresolvable"}},  // nobody can register that
      {"@ MX 0 .\n@ TXT \"v=spf1 -all\"\n", {}},
      {"@ MX 0 .\n@ MX 10 mail\nmail A 192.0.2.25\n", {"mx-null-with-others"}},
      {"@ A 192.0.2.1\n@ TXT \"v=spf1 -all\"\n", {}},
  };
  for (const auto& [zone, ids] : cases) EXPECT_EQ(mx_ids(zone), ids) << zone;
}

TEST(MxRules, WeighOneDeadHostOfSeveralLess) {
  const auto found =
      test::of_rule(test::judged("@ MX 10 mail\n@ MX 20 gone\nmail A 192.0.2.25\n"), "mx-target-unresolvable");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found.front().severity, rules::Severity::warning);
  EXPECT_EQ(found.front().message, "the mail host gone.example.com has no address");
}

TEST(MxRules, WeighASenderThatNobodyCanAnswerMore) {
  const auto severity = [](std::string_view zone) {
    const auto found = test::of_rule(test::judged(zone), "mx-missing");
    return found.size() == 1 ? std::string(to_string(found.front().severity)) : "";
  };
  EXPECT_EQ(severity("@ TXT \"v=spf1 ip4:192.0.2.1 -all\"\n"), "error");
  EXPECT_EQ(severity("@ TXT \"v=spf1 ip4:192.0.2.1 -all\"\n@ A 192.0.2.1\n"), "warning");
  EXPECT_EQ(severity("@ TXT \"v=spf1 ip4:192.0.2.1 -all\"\n;! example.com AAAA timeout\n"), "");
  EXPECT_EQ(severity("@ TXT \"v=spf1 -all\"\n"), "");
}

TEST(MxRules, DoNotTakeAFailureForAnAnswer) {
  for (const std::string_view outcome : {"server_failure", "timeout", "refused", "not_asked"}) {
    const std::string zone = "@ MX 10 mail\n;! mail.example.com A " + std::string(outcome) +
                             "\n;! mail.example.com AAAA " + std::string(outcome) + "\n";
    EXPECT_EQ(mx_ids(zone), Ids{}) << outcome;
  }
}

}  // namespace
}  // namespace mailauth::mx_rules_test
