#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/world.h"

namespace mailauth::facts::spf_verdicts_test {
namespace {

using test::name;

std::string txt(std::string_view record) { return fmt::format("@ TXT \"{}\"\n", record); }

// "everybody", "nobody" or "some"; then the result of who is not listed; "!" for permerror.
std::string show(const SpfNode& root) {
  std::string text = permits_everybody(root) ? "everybody" : permits_nobody(root) ? "nobody" : "some";
  const auto result = default_result(root);
  text += result ? fmt::format(" {}", records::spf::to_string(*result)) : " -";
  return text + (is_permerror(root) ? " !" : "");
}

TEST(SpfVerdicts, SayWhomARecordPermits) {
  const std::string b_some = "b TXT \"v=spf1 ip4:192.0.2.1 ?all\"\n";
  const std::string b_nobody = "b TXT \"v=spf1 -all\"\n";
  const struct {
    std::string zone, shown;
  } cases[] = {
      {txt("v=spf1 -all"), "nobody fail"},
      {txt("v=spf1"), "nobody -"},
      {txt("v=spf1 +all"), "everybody pass"},
      {txt("v=spf1 -all +all"), "nobody fail"},  // the first all counts
      {txt("v=spf1 ip4:0.0.0.0/0 -all"), "everybody fail"},
      {txt("v=spf1 ip6:::/0 ~all"), "everybody softfail"},
      {txt("v=spf1 -ip4:0.0.0.0/0 ~all"), "nobody softfail"},
      {txt("v=spf1 ip4:192.0.2.0/24 ~all"), "some softfail"},
      {txt("v=spf1 a:b.example.com/0 -all") + "b A 192.0.2.1", "everybody fail"},
      {txt("v=spf1 -mx ~all"), "nobody softfail"},
      {txt("v=spf1 include:b.example.com ~all") + b_some, "some softfail"},
      {txt("v=spf1 include:b.example.com ~all") + b_nobody, "nobody softfail"},
      {txt("v=spf1 -include:b.example.com ~all") + b_some, "nobody softfail"},
      {txt("v=spf1 redirect=b.example.com") + b_some, "some neutral"},
      {txt("v=spf1 redirect=b.example.com") + b_nobody, "nobody fail"},
      {txt("v=spf1 include:b.example.com -all"), "some fail !"},  // nothing there
      {txt("v=spf1 include:b.example.com -all") + "b TXT \"v=spf1 ip4:x -all\"", "some fail !"},
      {txt("v=spf1 include:b.example.com -all") + ";! b.example.com TXT timeout", "some fail"},
      {txt("v=spf1 include:example.com -all"), "some fail !"},
      {txt("v=spf1 -all") + txt("v=spf1 mx -all"), "some - !"},
      {txt("v=spf1 ipv4:192.0.2.1 -all"), "some - !"},
      {txt("v=spf1 a:b.example.com a:c.example.com a:d.example.com -all"), "some fail !"},  // three voids
      {txt("v=spf1 a:b.example.com a:c.example.com a:d.example.com -all") + "b A 192.0.2.1\nc A 192.0.2.1\n",
       "some fail"},  // three only for IPv6 clients
  };
  for (const auto& [zone, shown] : cases) EXPECT_EQ(show(test::world(zone).facts.spf), shown) << zone;
}

TEST(SpfVerdicts, CallElevenLookupsAPermerror) {
  std::string record = "v=spf1";
  std::string hosts;
  for (int n = 0; n < 10; ++n) {
    record += fmt::format(" a:h{}.example.com", n);
    hosts += fmt::format("h{} A 192.0.2.1\n", n);
  }
  EXPECT_FALSE(is_permerror(test::world(txt(record + " -all") + hosts).facts.spf));
  EXPECT_TRUE(is_permerror(test::world(txt(record + " a:h1.example.com -all") + hosts).facts.spf));
}

TEST(SpfVerdicts, CallElevenExchangesAPermerror) {
  std::string zone = txt("v=spf1 mx -all");
  for (int n = 0; n < 10; ++n) zone += fmt::format("@ MX {} h{}\n", n, n);
  EXPECT_FALSE(is_permerror(test::world(zone).facts.spf));
  EXPECT_TRUE(is_permerror(test::world(zone + "@ MX 10 h10\n").facts.spf));
}

TEST(SpfVerdicts, FindAnIncludeOnlyWhereItAuthorises) {
  const std::string zone = txt("v=spf1 include:b.example.com -include:c.example.com -all") +
                           "b TXT \"v=spf1 redirect=d.example.com\"\nc TXT \"v=spf1 include:e.example.com\"\n"
                           "d TXT \"v=spf1 -all\"\ne TXT \"v=spf1 -all\"\n";
  const auto world = test::world(zone);
  EXPECT_TRUE(includes(world.facts.spf, name("b.example.com")));
  EXPECT_FALSE(includes(world.facts.spf, name("c.example.com")));
  EXPECT_TRUE(includes(world.facts.spf, name("d.example.com")));
  EXPECT_FALSE(includes(world.facts.spf, name("e.example.com")));
}

}  // namespace
}  // namespace mailauth::facts::spf_verdicts_test
