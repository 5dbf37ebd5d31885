#include "dns/zone.h"

#include <gtest/gtest.h>

#include "dns/dns_support.h"

namespace mailauth::dns::zone_test {
namespace {

constexpr std::string_view small = R"($ORIGIN example.com.
$TTL 1h
@        IN SOA ns1 hostmaster ( 2026010101 7200 3600 1209600 300 )
@           NS  ns1
@           MX  10 mail
            TXT "v=spf1 mx -all"
mail        A   192.0.2.25
a.b         TXT "below an empty non-terminal"
*.wild      TXT "wild"
x.wild      A   192.0.2.1
*.alias     CNAME target.example.net.
sub         NS  ns1.sub
ns1.sub     A   192.0.2.53
www         CNAME www.example.net.
srv         SRV 0 0 25 mail
other.example.net. TXT "out of the zone"
d           DNAME d.example.net.
in          DNAME b.example.com.
up          DNAME .
x.in        TXT "below a DNAME"
y.in        SOA ns hostmaster 1 2 3 4 5
)";

// Everything is looked up in the order of subtrees, in which "a\\.b" is one label.
TEST(Zone, KnowsNamesBelowWhichOthersAre) {
  const Zone zone = parse_zone("$ORIGIN example.com.\n@ 60 SOA ns hostmaster 1 2 3 4 60\nx.a\\.b.c 60 A 192.0.2.1\n"
                               "d-e 60 A 192.0.2.2\nx.d 60 A 192.0.2.3\n* 60 TXT w\n*.c 60 TXT wc\n");
  const struct {
    std::string_view name, answer;
  } cases[] = {
      {"a\\.b.c.example.com", "no_data"},  // empty non-terminals
      {"c.example.com", "no_data"},           {"d.example.com", "no_data"},
      {"b.c.example.com", "found \"wc\""},     // not above "x.a\\.b.c"
      {"y.a\\.b.c.example.com", "no_domain"},  // its closest encloser has no wildcard
      {"e.example.com", "found \"w\""},       {"y.x.d.example.com", "no_domain"},
  };
  for (const auto& c : cases) EXPECT_EQ(dump(zone.lookup({name(c.name), Type::txt})), c.answer) << c.name;
}

// What is looked up again and again costs no more than an answer may have, however many records a name has.
TEST(Zone, KeepsOfASetWhatAnAnswerHas) {
  std::string text = "$ORIGIN example.com.\n";
  for (unsigned i = 0; i < 5 * max_records; ++i)
    text += "mail " + std::to_string(i == 2500 ? 30 : 60) + " A 10.0." + std::to_string(i / 250) + "." +
            std::to_string(i % 250) + "\nmail 60 TXT t\n";
  const Zone zone = parse_zone(text);
  EXPECT_LT(zone.records({name("mail.example.com"), Type::a}).size(), 2 * max_records);
  const Answer answer = zone.lookup({name("mail.example.com"), Type::a});
  ASSERT_EQ(answer.records.size(), max_records);
  EXPECT_EQ(to_zone_text(answer.records.front().data), "10.0.0.0");
  EXPECT_EQ(to_zone_text(answer.records.back().data), "10.0.3.249");
  EXPECT_EQ(answer.ttl, 30u);
  EXPECT_EQ(dump(zone.lookup({name("mail.example.com"), Type::txt})), "found \"t\"");
}

TEST(Zone, AnswersAsAServerWould) {
  const Zone zone = parse_zone(small);
  struct Case {
    std::string_view name;
    Type type;
    std::string_view answer;
  };
  const Case cases[] = {
      {"example.com", Type::txt, "found \"v=spf1 mx -all\""},
      {"example.com", Type::aaaa, "no_data"},
      {"mail.example.com", Type::a, "found 192.0.2.25"},
      {"b.example.com", Type::txt, "no_data"},  // empty non-terminal
      {"a.b.example.com", Type::txt, "found \"below an empty non-terminal\""},
      {"c.b.example.com", Type::txt, "no_domain"},
      {"nobody.example.com", Type::txt, "no_domain"},
      {"y.wild.example.com", Type::txt, "found \"wild\""},
      {"z.y.wild.example.com", Type::txt, "found \"wild\""},  // any number of labels
      {"y.wild.example.com", Type::mx, "no_data"},
      {"x.wild.example.com", Type::txt, "no_data"},      // the name exists: no wildcard
      {"y.x.wild.example.com", Type::txt, "no_domain"},  // and it is the closest encloser
      {"wild.example.com", Type::txt, "no_data"},        // not below itself
      {"*.wild.example.com", Type::txt, "found \"wild\""},
      {"k.alias.example.com", Type::txt, "found -> target.example.net"},
      {"www.example.com", Type::txt, "found -> www.example.net"},
      {"www.example.com", Type::cname, "found www.example.net."},
      {"srv.example.com", Type::txt, "no_data"},  // a type that is skipped
      {"_tcp.srv.example.com", Type::txt, "no_domain"},
      {"d.example.com", Type::txt, "no_data"},
      {"d.example.com", Type::dname, "found d.example.net."},
      {"s.d.example.com", Type::txt, "found -> s.d.example.net"},
      {"t.s.d.example.com", Type::cname, "found t.s.d.example.net."},
      {"a.in.example.com", Type::txt, "found -> a.b.example.com"},
      {"x.in.example.com", Type::txt, "found -> x.b.example.com"},  // what is listed there is not in force
      {"z.y.in.example.com", Type::txt, "found -> z.y.b.example.com"},
      {"a.up.example.com", Type::txt, "found -> a"},
  };
  for (const Case& c : cases) {
    ASSERT_TRUE(zone.speaks_for(name(c.name))) << c.name;
    EXPECT_EQ(dump(zone.lookup({name(c.name), c.type})), c.answer) << c.name;
  }
}

TEST(Zone, SpeaksForItsOwnNamesOnly) {
  const Zone zone = parse_zone(small);
  for (const char* foreign : {"com", "example.net", "www.example.net", "anexample.com", "other.example.net"}) {
    EXPECT_FALSE(zone.speaks_for(name(foreign))) << foreign;
  }
  for (const char* delegated : {"sub.example.com", "ns1.sub.example.com", "deep.in.sub.example.com"}) {
    EXPECT_FALSE(zone.speaks_for(name(delegated))) << delegated;
  }
}

TEST(Zone, NamesWhatLiesOutsideOfIt) {
  EXPECT_EQ(parse_zone(small).notes(),
            std::vector<std::string>{"-: other.example.net lies outside of the zone: its records are ignored"});
  EXPECT_TRUE(parse_zone("a.example.com. TXT x\nb.example.net. TXT x\n").notes().empty());  // a part of some zone
  std::string many = "example.com. SOA ns. root. 1 2 3 4 60\n";
  for (int i = 0; i < 9; ++i) many += "a" + std::to_string(i) + ".example.net. A Parked\n";
  const Zone zone = parse_zone(many);
  ASSERT_EQ(zone.notes().size(), 6u);
  EXPECT_EQ(zone.notes().back(), "-: and 4 more names outside of the zone");
  EXPECT_FALSE(zone.speaks_for(Question{name("a1.example.net"), Type::a}));
}

// RFC 6672 2.2: a name that becomes too long has no answer.
TEST(Zone, RedirectsBelowADname) {
  const std::string label(63, 'x');
  const std::string target = label + "." + label + "." + label;
  const Zone zone = parse_zone("d.example.com. DNAME " + target + ".\n");
  EXPECT_TRUE(zone.speaks_for(name("a.d.example.com")));
  EXPECT_FALSE(zone.speaks_for(name("a.example.com")));
  EXPECT_EQ(dump(zone.lookup({name("a.d.example.com"), Type::txt})), "found -> a." + target);
  EXPECT_EQ(dump(zone.lookup({name(label + ".d.example.com"), Type::txt})), "server_failure");
}

TEST(Zone, WhatADnameSaysMayNotBeKnownYet) {
  const Question dname{name("d.example.com"), Type::dname}, below{name("a.d.example.com"), Type::txt};
  Zone zone = parse_zone("a.d.example.com. TXT x\n");
  zone.set(dname, std::nullopt);
  EXPECT_EQ(dump(zone.lookup(below)), "not_asked");
  zone.set(dname, std::vector<Record>{{dname.name, Type::dname, 60, name("e.example.net")}});
  EXPECT_EQ(dump(zone.lookup(below)), "found -> a.e.example.net");
  zone.set(dname, std::vector<Record>{});
  EXPECT_EQ(dump(zone.lookup(below)), "found \"x\"");
}

// Where a name below a DNAME is delegated, nobody sees that.
TEST(Zone, ADnameBelowADelegationSaysNothing) {
  const Zone zone = parse_zone("example.com. SOA ns. root. 1 2 3 4 60\nsub.example.com. NS ns.example.net.\n"
                               "d.sub.example.com. DNAME example.org.\n");
  EXPECT_FALSE(zone.speaks_for(name("a.d.sub.example.com")));
}

TEST(Zone, WithoutSoaSpeaksForTheOwnersItLists) {
  const Zone zone =
      parse_zone("_dmarc.example.com. TXT \"v=DMARC1; p=none\"\n*.example.com. TXT x\nexample.com. NS ns\n");
  EXPECT_TRUE(zone.speaks_for(name("_dmarc.example.com")));
  EXPECT_TRUE(zone.speaks_for(name("example.com")));  // NS without an SOA above is no delegation
  EXPECT_FALSE(zone.speaks_for(name("a.example.com")));
  EXPECT_FALSE(zone.speaks_for(name("com")));
  EXPECT_EQ(dump(zone.lookup({name("_dmarc.example.com"), Type::a})), "no_data");
  EXPECT_EQ(zone.lookup({name("_dmarc.example.com"), Type::a}).authority, std::nullopt);
}

TEST(Zone, SpeaksForTheWorldWhenTold) {
  Zone zone = parse_zone("example.com. NS ns1.example.com.\nexample.com. TXT x\n");
  zone.speak_for_everything();
  EXPECT_EQ(dump(zone.lookup({name("example.com"), Type::txt})), "found \"x\"");
  EXPECT_TRUE(zone.speaks_for(name("example.org")));
  EXPECT_EQ(dump(zone.lookup({name("example.org"), Type::txt})), "no_domain");
  EXPECT_EQ(dump(zone.lookup({name("com"), Type::txt})), "no_data");
}

TEST(Zone, HoldsSeveralZones) {
  const Zone zone = parse_zone(R"(
example.com.     SOA ns. root. 1 2 3 4 60
sub.example.com. NS ns.example.net.
sub.example.com. SOA ns. root. 1 2 3 4 30
a.sub.example.com. TXT x
example.org.     SOA ns. root. 1 2 3 4 5
)");
  EXPECT_TRUE(zone.speaks_for(name("b.sub.example.com")));  // delegated, but here too
  EXPECT_EQ(zone.lookup({name("b.sub.example.com"), Type::txt}).authority, name("sub.example.com"));
  EXPECT_EQ(zone.lookup({name("b.example.com"), Type::txt}).authority, name("example.com"));
  EXPECT_TRUE(zone.speaks_for(name("x.example.org")));
}

TEST(Zone, GivesTtlAndAuthority) {  // RFC 2308 5
  const Zone zone = parse_zone(small);
  const Answer negative = zone.lookup({name("nobody.example.com"), Type::txt});
  EXPECT_EQ(negative.ttl, 300u);
  EXPECT_EQ(negative.authority, name("example.com"));
  EXPECT_TRUE(negative.from_zone_file);
  const Answer positive = parse_zone("a. 60 TXT x\na. 30 TXT y\n").lookup({name("a"), Type::txt});
  EXPECT_EQ(positive.ttl, 30u);
  EXPECT_EQ(positive.authority, std::nullopt);
}

TEST(Zone, KeepsRecordsInAStableOrderAndOnce) {
  const Zone one = parse_zone("a. TXT b\na. TXT a\na. TXT b\n");
  const Zone other = parse_zone("a. TXT a\na. TXT b\n");
  const Question question{name("a"), Type::txt};
  EXPECT_EQ(dump(one.lookup(question)), "found \"a\", \"b\"");
  EXPECT_EQ(dump(other.lookup(question)), dump(one.lookup(question)));
}

TEST(Zone, Merges) {
  Zone zone = parse_zone("example.com. SOA ns. root. 1 2 3 4 60\n");
  zone.merge(parse_zone("a.example.com. TXT x\nb.example.com. SRV 0 0 0 x.\n"));
  EXPECT_EQ(dump(zone.lookup({name("a.example.com"), Type::txt})), "found \"x\"");
  EXPECT_EQ(dump(zone.lookup({name("b.example.com"), Type::txt})), "no_data");
  EXPECT_EQ(dump(zone.lookup({name("c.example.com"), Type::txt})), "no_domain");
}

}  // namespace
}  // namespace mailauth::dns::zone_test
