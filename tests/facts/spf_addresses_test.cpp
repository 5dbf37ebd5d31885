#include "facts/spf_addresses.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/world.h"
#include "text/ascii.h"

namespace mailauth::facts::spf_addresses_test {
namespace {

std::string txt(std::string_view record) { return fmt::format("@ TXT \"{}\"\n", record); }

// "192.0.2.0/24 2001:db8::1/128", then what is not known: "+4?" "+6?"
std::string show(const SpfAddresses& addresses) {
  std::vector<std::string> words;
  for (const text::Network& network : addresses.networks.networks()) words.push_back(to_string(network));
  if (!addresses.v4_known) words.emplace_back("+4?");
  if (!addresses.v6_known) words.emplace_back("+6?");
  return text::join(words, " ");
}

TEST(SpfAddresses, AreWhatATreePermits) {
  const struct {
    std::string zone, shown;
  } cases[] = {
      {"", ""},
      {txt("v=spf1 -all"), ""},
      {txt("v=spf1 ip4:192.0.2.1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all"), "192.0.2.0/24 2001:db8::/32"},
      {txt("v=spf1 +all"), "0.0.0.0/0 ::/0"},
      {txt("v=spf1 -ip4:192.0.2.1 ip4:192.0.2.0/30 -all"), "192.0.2.0/32 192.0.2.2/31"},
      {txt("v=spf1 ip4:192.0.2.0/30 -ip4:192.0.2.1 -all"), "192.0.2.0/30"},  // the first one counts
      {txt("v=spf1 ?all ip4:192.0.2.1"), ""},
      {txt("v=spf1 a:b.example.com/24//64 -all") + "b A 192.0.2.7\nb AAAA 2001:db8::7", "192.0.2.0/24 2001:db8::/64"},
      {txt("v=spf1 mx -all") + "@ MX 1 b\n@ MX 2 c\nb A 192.0.2.7\nc AAAA 2001:db8::7", "192.0.2.7/32 2001:db8::7/128"},
      {txt("v=spf1 include:b.example.com -all") + "b TXT \"v=spf1 -ip4:192.0.2.1 ip4:192.0.2.0/31 ~all\"",
       "192.0.2.0/32"},
      {txt("v=spf1 ~include:b.example.com ip4:192.0.2.0/31 -all") + "b TXT \"v=spf1 ip4:192.0.2.1 ~all\"",
       "192.0.2.0/32"},
      {txt("v=spf1 redirect=b.example.com ip4:192.0.2.1") + "b TXT \"v=spf1 ip4:192.0.2.9 -all\"",
       "192.0.2.1/32 192.0.2.9/32"},
      {txt("v=spf1 include:b.example.com -all") + "b TXT \"v=spf1 ipv4:192.0.2.1\"", ""},  // permerror
      {txt("v=spf1 include:all.example.com -all") + "all TXT \"v=spf1 ip4:192.0.2.1 -all\"", "192.0.2.1/32"},
      {txt("v=spf1 exists:b.example.com -all") + "b A 127.0.0.2", "0.0.0.0/0 ::/0"},
      {txt("v=spf1 a:b..example.com -all"), ""},
      // Not known is not nothing.
      {txt("v=spf1 ip4:192.0.2.1 exists:%{i}.b.example.com -all"), "192.0.2.1/32 +4? +6?"},
      {txt("v=spf1 ip4:192.0.2.1 ptr -all"), "192.0.2.1/32 +4? +6?"},
      {txt("v=spf1 a:b.example.com -all") + "b AAAA 2001:db8::7\n;! b.example.com A timeout", "2001:db8::7/128 +4?"},
      {txt("v=spf1 mx -all") + ";! example.com MX server_failure", "+4? +6?"},
      {txt("v=spf1 include:b.example.com -all") + ";! b.example.com TXT server_failure", "+4? +6?"},
      {";! example.com TXT timeout", "+4? +6?"},
  };
  for (const auto& [zone, shown] : cases)
    EXPECT_EQ(show(permitted_addresses(test::world(zone).facts.spf)), shown) << zone;
}

TEST(SpfStops, AreTheTermsBeyondALimit) {
  const auto world = test::world(txt("v=spf1 include:b.example.com a a a a a a a a a -all") +
                                 "@ A 192.0.2.1\nb TXT \"v=spf1 a:c.example.com ?all\"\nc A 192.0.2.1\n");
  const SpfStops stops = spf_stops(world.facts.spf);
  EXPECT_EQ(stops.lookups, &world.facts.spf.edges.back());
  EXPECT_EQ(stops.voids_v4, nullptr);
  EXPECT_EQ(stops.voids_v6, &world.facts.spf.edges[2]);  // c and @ have no AAAA
}

// SERVFAIL is never "missing".
TEST(SpfGaps, AreAnswersThatDidNotComeAndBranchesThatTheMessageDecides) {
  const auto gaps = [](const std::string& zone) {
    const auto world = test::world(zone);
    const SpfGaps found = spf_gaps(world.facts.spf);
    return fmt::format("{} {}", found.unanswered.size(), found.has_unknown_branch ? "branch" : "");
  };
  EXPECT_EQ(gaps(txt("v=spf1 a:b.example.com -all")), "0 ");
  EXPECT_EQ(gaps(txt("v=spf1 exists:%{i}.b.example.com -all")), "0 ");
  EXPECT_EQ(gaps(txt("v=spf1 include:%{i}.b.example.com -all")), "0 branch");
  EXPECT_EQ(gaps(txt("v=spf1 include:b..example.com -all")), "0 ");
  EXPECT_EQ(gaps(txt("v=spf1 mx -all") + "@ MX 1 b\n;! b.example.com A server_failure"), "1 ");
  EXPECT_EQ(gaps(txt("v=spf1 include:b.example.com -all") + ";! b.example.com TXT server_failure"), "1 ");
}

// "drop mx: include:b.example.com (11)" "a:c.example.com: ip4:192.0.2.1 (10)"
std::string savings(const std::string& zone) {
  const auto world = test::world(zone);
  std::string shown;
  for (const SpfSaving& saving : spf_savings(world.facts.spf)) {
    const std::string_view term = saving.node->records.front().text(saving.term().span);
    if (!saving.terms.empty())
      shown += fmt::format("{}: {}", term, text::join(saving.terms, " "));
    else
      shown += fmt::format("drop {}: {}", term, saving.permits_nobody ? "nobody" : saving.covered_by);
    shown += fmt::format(" ({})\n", saving.lookups);
  }
  return shown;
}

TEST(SpfSavings, PermitTheSameWithFewerLookups) {
  const std::string b = "b.example.net. TXT \"v=spf1 ip4:192.0.2.0/24 ~all\"\n";
  const struct {
    std::string zone, shown;
  } cases[] = {
      {txt("v=spf1 ip4:192.0.2.1 -all"), ""},
      {txt("v=spf1 include:b.example.net a:m.example.com -all") + b + "m A 192.0.2.1",
       "drop a:m.example.com: include:b.example.net (1)\n"},
      {txt("v=spf1 include:b.example.net a:m.example.com -all") + b + "m A 198.51.100.1\nm AAAA 2001:db8::1",
       "a:m.example.com: ip4:198.51.100.1 ip6:2001:db8::1 (1)\n"},
      {txt("v=spf1 a:m.example.net -all") + "m.example.net. A 192.0.2.1", ""},  // others may move their hosts
      {txt("v=spf1 mx -all") + "@ MX 1 m\n@ MX 2 n\nm A 192.0.2.2\nn A 192.0.2.3", "mx: ip4:192.0.2.2/31 (0)\n"},
      {txt("v=spf1 mx -all") + "@ MX 1 m\nm A 192.0.2.2\n;! m.example.com AAAA timeout", ""},
      {txt("v=spf1 include:c.example.com -all") + "c TXT \"v=spf1 ip4:192.0.2.1 ip4:192.0.2.4 -all\"",
       "include:c.example.com: ip4:192.0.2.1 ip4:192.0.2.4 (0)\n"},
      {txt("v=spf1 include:b.example.net include:b.example.net -all") + b,
       "drop include:b.example.net: include:b.example.net (1)\n"},
      {txt("v=spf1 a:gone.example.com ip4:192.0.2.1 -all"), "drop a:gone.example.com: nobody (0)\n"},
      {txt("v=spf1 a:m.example.com -all") + "m A 192.0.2.1\n;! m.example.com AAAA server_failure", ""},
      {txt("v=spf1 -a:m.example.com ~all") + "m A 192.0.2.1", ""},  // denies, and who denies may mean it
      // Dropping it would let the denied address pass.
      {txt("v=spf1 ip4:192.0.2.1 -ip4:192.0.2.2 a:m.example.com ip4:192.0.2.0/24 -all") + "m A 192.0.2.1",
       "drop a:m.example.com: ip4:192.0.2.1 (0)\n"},
      // A record of the domain's own that is reached twice saves twice; what is dropped needs no change below it.
      {txt("v=spf1 include:c.example.com include:d.example.com -all") +
           "c TXT \"v=spf1 include:e.example.com ip4:198.51.100.1 ?all\"\n"
           "d TXT \"v=spf1 include:e.example.com ip4:198.51.100.2 ?all\"\n"
           "e TXT \"v=spf1 a:m.example.com ip4:203.0.113.1 ?all\"\nm A 192.0.2.1",
       "drop include:e.example.com:  (4)\na:m.example.com: ip4:192.0.2.1 (4)\n"},
  };
  for (const auto& [zone, shown] : cases) EXPECT_EQ(savings(zone), shown) << zone;
}

}  // namespace
}  // namespace mailauth::facts::spf_addresses_test
