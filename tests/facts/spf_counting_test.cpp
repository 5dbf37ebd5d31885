// What counts against the limits of RFC 7208 4.6.4: an evaluation that no term ends counts what the tree says.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/world.h"

namespace mailauth::facts::spf_counting_test {
namespace {

struct Case {
  std::string zone, counted;
};

// "3 lookups, 1/2 void", the voids for an IPv4 and an IPv6 client.
std::string of_tree(const SpfNode& root) {
  return fmt::format("{} lookups, {}/{} void", root.lookups, root.voids_v4, root.voids_v6);
}

SpfCheck evaluate(std::string_view ip, dns::Evidence& evidence) {
  return check_host(spf_client(text::parse_ip(ip).value(), "a@example.com", "mx.example.net"), evidence);
}

std::string of_evaluation(dns::Evidence& evidence) {
  const SpfCheck v4 = evaluate("198.51.100.1", evidence);
  const SpfCheck v6 = evaluate("2001:db8::99", evidence);
  EXPECT_EQ(v4.lookups, v6.lookups);
  return fmt::format("{} lookups, {}/{} void", v4.lookups, v4.voids, v6.voids);
}

TEST(SpfCounting, IsTheSameInTheTreeAndInTheEvaluation) {
  const Case cases[] = {
      {"@ TXT \"v=spf1 a:b.example.com -all\"\nb A 192.0.2.1", "1 lookups, 0/1 void"},
      {"@ TXT \"v=spf1 mx -all\"", "1 lookups, 1/1 void"},
      {"@ TXT \"v=spf1 mx -all\"\n@ MX 0 .", "1 lookups, 0/0 void"},
      // The hosts of an mx are asked, too; it is one term, however many of them have no address.
      {"@ TXT \"v=spf1 mx -all\"\n@ MX 1 b\nb A 192.0.2.1", "1 lookups, 0/1 void"},
      {"@ TXT \"v=spf1 mx -all\"\n@ MX 1 b\n@ MX 2 c\n@ MX 3 d\nb A 192.0.2.1", "1 lookups, 1/1 void"},
      {"@ TXT \"v=spf1 mx -all\"\n@ MX 1 b\nb A 192.0.2.1\nb AAAA 2001:db8::1", "1 lookups, 0/0 void"},
      {"@ TXT \"v=spf1 mx -all\"\n@ MX 1 b\n;! b.example.com A timeout\nb AAAA ::1", "1 lookups, 0/0 void"},
      // A prefix length is no part of the name that is asked.
      {"@ TXT \"v=spf1 a/24 mx/24 mx:b.example.com/24 -all\"\n@ A 192.0.2.1\n@ AAAA ::1\n@ MX 1 @\nb MX 1 @",
       "3 lookups, 0/0 void"},
      {"@ TXT \"v=spf1 +include:b.example.com -all\"\nb TXT \"v=spf1 -all\"", "1 lookups, 0/0 void"},
      {"@ TXT \"v=spf1 include:b.example.com -all\"", "1 lookups, 1/1 void"},
      {"@ TXT \"v=spf1 redirect=b.example.com\"", "1 lookups, 1/1 void"},
  };
  for (const auto& [zone, counted] : cases) {
    auto world = test::world(zone);
    EXPECT_EQ(of_tree(world.facts.spf), counted) << zone;
    if (zone.find("timeout") == std::string::npos) {
      EXPECT_EQ(of_evaluation(world.sample.evidence), counted) << zone;
    }
  }
}

// RFC 7208 4.6.4: the PTR of a %{p} is included in the limit of ten.
TEST(SpfCounting, AValidatedNameCostsALookupOfItsOwn) {
  auto world = test::world("@ TXT \"v=spf1 exists:%{p}.b.example.com include:%{P1}.c.example.com a:%{d} -all\"\n"
                           "@ A 192.0.2.1\nunknown.c TXT \"v=spf1 -all\"");
  EXPECT_EQ(world.facts.spf.lookups, 5U);
  EXPECT_EQ(evaluate("198.51.100.1", world.sample.evidence).lookups, 5U);
}

TEST(SpfCounting, AValidatedNameMayBeTheEleventhLookup) {
  std::string zone = "@ A 192.0.2.1\n@ TXT \"v=spf1 a a a a a a a a a exists:%{p}.b.example.com -all\"";
  auto world = test::world(zone);
  const auto breach = lookup_breach(world.facts.spf);
  ASSERT_TRUE(breach);
  EXPECT_EQ(breach->path.front()->term, 9U);
  EXPECT_TRUE(is_permerror(world.facts.spf));
  EXPECT_EQ(evaluate("198.51.100.1", world.sample.evidence).result, SpfResult::permerror);
}

// Each path to a record costs what it costs: 14 lookups, although only nine names are asked.
TEST(SpfCounting, ADiamondCountsForEveryPath) {
  auto world = test::world("@ TXT \"v=spf1 include:b.example.com include:c.example.com -all\"\n"
                           "b TXT \"v=spf1 include:d.example.com ?all\"\n"
                           "c TXT \"v=spf1 include:d.example.com ?all\"\n"
                           "d TXT \"v=spf1 a:e1.example.com a:e2.example.com a:e3.example.com a:e4.example.com "
                           "a:e5.example.com ?all\"\n"
                           "e1 A 192.0.2.1\ne2 A 192.0.2.2\ne3 A 192.0.2.3\ne4 A 192.0.2.4\ne5 A 192.0.2.5");
  EXPECT_EQ(world.facts.spf.lookups, 14U);
  EXPECT_TRUE(is_permerror(world.facts.spf));
  EXPECT_EQ(evaluate("198.51.100.1", world.sample.evidence).result, SpfResult::permerror);
}

}  // namespace
}  // namespace mailauth::facts::spf_counting_test
