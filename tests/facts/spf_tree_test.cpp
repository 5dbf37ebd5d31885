#include "facts/spf_tree.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/world.h"

namespace mailauth::facts::spf_tree_test {
namespace {

using test::name;

std::string_view word(SpfStanding standing) {
  switch (standing) {
    case SpfStanding::usable: return "usable";
    case SpfStanding::none: return "none";
    case SpfStanding::multiple: return "multiple";
    case SpfStanding::malformed: return "malformed";
    case SpfStanding::unknown: return "unknown";
    case SpfStanding::loop: return "loop";
    case SpfStanding::too_big: return "too big";
  }
  return "";
}

// "usable 3 lookups, 1/2 void: a.example.net[usable] c[loop]": the nodes below the root in order.
std::string show(const SpfNode& root) {
  std::string text =
      fmt::format("{} {} lookups, {}/{} void", word(root.standing), root.lookups, root.voids_v4, root.voids_v6);
  if (root.depends_on_message) text += ", macro";
  for_each_node(root, [&](const SpfNode& node, const SpfEdge* edge) {
    if (edge != nullptr) text += fmt::format(" {}[{}]", node.name.text(), word(node.standing));
  });
  return text;
}

struct Case {
  std::string_view zone, shown;
};

void check(const std::vector<Case>& cases) {
  for (const auto& [zone, shown] : cases) EXPECT_EQ(show(test::world(zone).facts.spf), shown) << zone;
}

TEST(SpfTree, TellsHowARecordStands) {
  check({
      {"", "none 0 lookups, 0/0 void"},
      {"@ TXT \"v=spf1 -all\"", "usable 0 lookups, 0/0 void"},
      {"@ TXT \"V=SPF1 -all\"", "usable 0 lookups, 0/0 void"},
      {"@ TXT \"v=spf1; -all\"", "none 0 lookups, 0/0 void"},
      {"@ TXT \"v=spf1 -all\"\n@ TXT \"v=spf1 mx -all\"", "multiple 0 lookups, 0/0 void"},
      {"@ TXT \"v=spf1 -all\"\n@ TXT \"v=spf1 -all\"", "usable 0 lookups, 0/0 void"},  // RFC 2181 5
      {"@ TXT \"v=spf1 ipv4:192.0.2.1 -all\"", "malformed 0 lookups, 0/0 void"},
      {";! example.com TXT timeout", "unknown 0 lookups, 0/0 void"},
      {";! nxdomain", "none 0 lookups, 0/0 void"},
  });
}

TEST(SpfTree, KeepsWhatResemblesSpf) {
  const auto world = test::world("@ TXT \"v:spf1 -all\"\n@ TXT \"google-site-verification=1\"");
  ASSERT_EQ(world.facts.spf.lookalikes.size(), 1U);
  EXPECT_EQ(world.facts.spf.lookalikes.front().source.text, "v:spf1 -all");
}

TEST(SpfTree, CountsLookupsAsRfc7208Does) {
  check({
      {"@ TXT \"v=spf1 a mx ptr -all\"\n@ A 192.0.2.1\n@ AAAA 2001:db8::1\n@ MX 1 @", "usable 3 lookups, 0/0 void"},
      {"@ TXT \"v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 ~all exp=e.example.com\"", "usable 0 lookups, 0/0 void"},
      {"@ TXT \"v=spf1 -all mx a:b.example.com\"", "usable 0 lookups, 0/0 void"},      // nothing after all
      {"@ TXT \"v=spf1 redirect=b.example.com -all\"", "usable 0 lookups, 0/0 void"},  // no redirect beside all
      {"@ TXT \"v=spf1 redirect=b.example.com\"\nb TXT \"v=spf1 a:c.example.com -all\"\nc A 192.0.2.1\nc AAAA ::1",
       "usable 2 lookups, 0/0 void b.example.com[usable]"},
      {"@ TXT \"v=spf1 include:b.example.com include:b.example.com -all\"\nb TXT \"v=spf1 mx -all\"\nb MX 1 x\nx A "
       "192.0.2.1\nx AAAA ::1",
       "usable 4 lookups, 0/0 void b.example.com[usable] b.example.com[usable]"},  // evaluated twice
      {"@ TXT \"v=spf1 ?include:b.example.com -all\"\nb TXT \"v=spf1 ?all\"",
       "usable 1 lookups, 0/0 void b.example.com[usable]"},
      {"@ TXT \"v=spf1 exists:%{i}.b.example.com -all\"", "usable 1 lookups, 0/0 void, macro"},
      {"@ TXT \"v=spf1 include:b.example.com -all\"\nb TXT \"v=spf1 exists:%{s}.c.example.com\"",
       "usable 2 lookups, 0/0 void, macro b.example.com[usable]"},
      {"@ TXT \"v=spf1 include:%{d}.b.example.com -all\"\nexample.com.b TXT \"v=spf1 -all\"",
       "usable 1 lookups, 0/0 void example.com.b.example.com[usable]"},
  });
}

TEST(SpfTree, CountsVoidLookupsForEachFamily) {
  check({
      {"@ TXT \"v=spf1 a:b.example.com -all\"\nb A 192.0.2.1", "usable 1 lookups, 0/1 void"},
      {"@ TXT \"v=spf1 a:b.example.com -all\"\nb AAAA 2001:db8::1", "usable 1 lookups, 1/0 void"},
      {"@ TXT \"v=spf1 a:b.example.com mx exists:c.example.com -all\"", "usable 3 lookups, 3/3 void"},
      {"@ TXT \"v=spf1 exists:b.example.com -all\"\nb A 127.0.0.2",
       "usable 1 lookups, 0/0 void"},  // A for IPv6 clients too
      {"@ TXT \"v=spf1 include:b.example.com -all\"", "usable 1 lookups, 1/1 void b.example.com[none]"},
      {"@ TXT \"v=spf1 include:b.example.com -all\"\nb TXT \"hello\"",
       "usable 1 lookups, 0/0 void b.example.com[none]"},
      {"@ TXT \"v=spf1 include:b.example.com -all\"\nb A 192.0.2.1", "usable 1 lookups, 1/1 void b.example.com[none]"},
      {"@ TXT \"v=spf1 include:b.example.com -all\"\nb TXT \"v=spf1 a:c.example.com\"",
       "usable 2 lookups, 1/1 void b.example.com[usable]"},
      {"@ TXT \"v=spf1 a:b.example.com -all exp=c.example.com\"\n;! b.example.com A timeout\n;! b.example.com AAAA "
       "refused",
       "usable 1 lookups, 0/0 void"},  // no answer is not an empty one
  });
}

TEST(SpfTree, EndsWhereItWouldNotEnd) {
  check({
      {"@ TXT \"v=spf1 include:example.com -all\"", "usable 1 lookups, 0/0 void example.com[loop]"},
      {"@ TXT \"v=spf1 include:b.example.com -all\"\nb TXT \"v=spf1 redirect=example.com\"",
       "usable 2 lookups, 0/0 void b.example.com[usable] example.com[loop]"},
      {"@ TXT \"v=spf1 a:b..example.com -all\"", "usable 1 lookups, 0/0 void"},  // no name
  });
}

TEST(SpfTree, FollowsOnlySoDeepAndSoWide) {
  std::string chain = "@ TXT \"v=spf1 include:n1.example.com\"\n";
  for (int n = 1; n < 40; ++n) chain += fmt::format("n{} TXT \"v=spf1 include:n{}.example.com\"\n", n, n + 1);
  EXPECT_EQ(test::world(chain).facts.spf.lookups, max_spf_depth);

  std::string bomb = "@ TXT \"v=spf1";
  for (int n = 0; n < 60; ++n) bomb += " include:n.example.com\" \"";
  bomb += "\"\nn TXT \"v=spf1";
  for (int n = 0; n < 60; ++n) bomb += " include:m.example.com\" \"";
  bomb += "\"\nm TXT \"v=spf1 -all\"";
  const auto world = test::world(bomb);
  std::size_t looked_at = 0;
  for_each_node(world.facts.spf,
                [&](const SpfNode& node, const SpfEdge*) { looked_at += node.answer != nullptr ? 1 : 0; });
  EXPECT_EQ(looked_at, max_spf_nodes);
}

TEST(SpfTree, AsksWhoOwnsATargetThatDoesNotExist) {
  const auto world = test::world("@ TXT \"v=spf1 include:_spf.gone.com a:b.example.com include:gone.example.net "
                                 "include:cname.example.org include:spf.gone.invalid -all\"\n"
                                 "example.net. A 192.0.2.1\ncname.example.org. CNAME host.left.com.\n");
  const auto& edges = world.facts.spf.edges;
  ASSERT_EQ(edges.size(), 5U);
  EXPECT_EQ(edges[0].registrable, name("gone.com"));
  EXPECT_EQ(edges[0].registration->outcome, dns::Outcome::no_domain);  // anybody can register it
  EXPECT_EQ(edges[1].registration, nullptr);                           // our own
  EXPECT_EQ(edges[2].registrable, name("example.net"));
  EXPECT_EQ(edges[2].registration->outcome, dns::Outcome::no_data);
  EXPECT_EQ(edges[3].registrable, name("left.com"));  // what is missing is the end of the chain
  EXPECT_EQ(edges[4].registration, nullptr);          // nobody can register below what is no top-level domain
}

TEST(SpfTree, FindsTheEleventhLookupInTheOrderOfEvaluation) {
  std::string zone = "@ TXT \"v=spf1 include:b.example.com mx a:last.example.com -all\"\nb TXT \"v=spf1";
  for (int n = 1; n <= 8; ++n) zone += fmt::format(" a:h{}.example.com", n);
  const auto ten = test::world(zone + " -all\"");
  ASSERT_EQ(ten.facts.spf.lookups, 11U);
  const auto breach = lookup_breach(ten.facts.spf);
  ASSERT_TRUE(breach);
  ASSERT_EQ(breach->path.size(), 1U);
  EXPECT_EQ(breach->path.front()->target, name("last.example.com"));

  const auto deep = test::world(zone + " a:h9.example.com a:h10.example.com -all\"");
  const auto inside = lookup_breach(deep.facts.spf);
  ASSERT_TRUE(inside);
  ASSERT_EQ(inside->path.size(), 2U);
  EXPECT_EQ(inside->path.back()->target, name("h10.example.com"));
  EXPECT_FALSE(lookup_breach(test::world("@ TXT \"v=spf1 a mx -all\"").facts.spf));
}

}  // namespace
}  // namespace mailauth::facts::spf_tree_test
