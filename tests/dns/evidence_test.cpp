#include "dns/evidence.h"

#include <gtest/gtest.h>

#include "dns/dns_support.h"

namespace mailauth::dns::evidence_test {
namespace {

Question txt(std::string_view owner) { return {name(owner), Type::txt}; }

Answer answer(std::string_view owner, Outcome outcome) {
  Answer result;
  result.question = txt(owner);
  result.outcome = outcome;
  result.ttl = 60;
  result.size = 100;
  result.authenticated = true;
  return result;
}

// What the network says: the texts of `owner`, at the end of a chain of CNAMEs.
Answer found(std::string_view owner, const std::vector<std::string>& texts, const std::vector<Name>& cnames = {}) {
  Answer result = answer(owner, Outcome::found);
  result.cnames = cnames;
  for (const std::string& text : texts) result.records.push_back({result.owner(), Type::txt, 60, Txt{{text}}, {}});
  return result;
}

TEST(Evidence, NotesEachMissingQuestionOnce) {
  Evidence evidence;
  EXPECT_TRUE(evidence.ask(txt("b.example")).pending());
  EXPECT_TRUE(evidence.ask(txt("a.example")).pending());
  EXPECT_TRUE(evidence.ask(txt("b.example")).pending());
  EXPECT_TRUE(evidence.has_missing());
  EXPECT_EQ(evidence.take_missing(), (std::vector<Question>{txt("b.example"), txt("a.example")}));
  EXPECT_FALSE(evidence.has_missing());
  evidence.ask(txt("a.example"));
  EXPECT_FALSE(evidence.has_missing());  // it is on its way
}

TEST(Evidence, GivesWhatWasPut) {
  Evidence evidence;
  EXPECT_TRUE(evidence.ask(txt("a.example")).pending());
  evidence.put(found("a.example", {"y", "x", "y"}));
  const Answer& reference = evidence.ask(txt("a.example"));
  evidence.put(found("a.example", {"too late"}));
  EXPECT_EQ(&evidence.ask(txt("a.example")), &reference);
  EXPECT_EQ(dump(reference), "found \"x\", \"y\"");
  const Evidence moved = std::move(evidence);
  EXPECT_EQ(dump(reference), "found \"x\", \"y\"");
  ASSERT_EQ(moved.answers().size(), 1u);
  EXPECT_EQ(moved.answers()[0], &reference);
}

// An answer that another audit has got already costs no question to the network, but counts as one.
TEST(Evidence, RecallsBeforeItAsks) {
  Evidence evidence;
  const auto shared = std::make_shared<const Answer>(found("a.example", {"x"}));
  evidence.recall_from([&](const Question& question) { return question == txt("a.example") ? shared : nullptr; });
  EXPECT_EQ(&evidence.ask(txt("a.example")), shared.get());
  EXPECT_TRUE(evidence.ask(txt("b.example")).pending());
  EXPECT_EQ(evidence.take_missing(), std::vector{txt("b.example")});
  EXPECT_EQ(evidence.cost.questions, 1u);
  EXPECT_EQ(evidence.cost.cached, 1u);
}

// Asked again only when answers have come: then what rests on no pending one would come out the same.
TEST(Evidence, CountsPendingAnswersThatItGave) {
  Evidence evidence;
  EXPECT_EQ(evidence.pending_given(), 0u);
  evidence.ask(txt("a.example"));
  evidence.ask(txt("a.example"));
  EXPECT_EQ(evidence.pending_given(), 2u);
  evidence.put(found("a.example", {"x"}));
  evidence.ask(txt("a.example"));
  EXPECT_EQ(evidence.pending_given(), 2u);
}

TEST(Evidence, AsksOnlyBelowWhatExists) {
  struct Case {
    Outcome apex;
    std::string_view below;  // what is then said of a name below it
  };
  for (const auto& [apex, below] : {Case{Outcome::no_domain, "no_domain"}, Case{Outcome::timeout, "not_asked"},
                                    Case{Outcome::server_failure, "not_asked"}, Case{Outcome::no_data, "pending"}}) {
    Evidence evidence;
    evidence.ask_only_below_what_exists();
    evidence.ask(txt("a.example"));
    evidence.ask(txt("_dmarc.a.example"));
    evidence.ask({name("a.example"), Type::mx});
    EXPECT_EQ(evidence.take_missing(), std::vector{txt("a.example")});
    evidence.put(answer("a.example", apex));
    EXPECT_EQ(to_string(evidence.ask(txt("_dmarc.a.example")).outcome), below);
    EXPECT_EQ(to_string(evidence.ask({name("a.example"), Type::mx}).outcome), below);
    EXPECT_TRUE(evidence.ask(txt("b.example")).pending());
  }
}

TEST(Evidence, AnAliasThatLeadsNowhereExistsAllTheSame) {
  Evidence evidence;
  evidence.ask_only_below_what_exists();
  evidence.ask(txt("a.example"));
  Answer alias = answer("a.example", Outcome::no_domain);
  alias.cnames = {name("gone.example.net")};
  evidence.put(alias);
  EXPECT_TRUE(evidence.ask(txt("_dmarc.a.example")).pending());
  EXPECT_TRUE(evidence.has_missing());
}

TEST(Evidence, AGateThatNeverOpensIsNotKnown) {
  Evidence evidence;
  evidence.ask_only_below_what_exists();
  evidence.ask(txt("a.example"));
  EXPECT_TRUE(evidence.ask(txt("b.a.example")).pending());
  evidence.settle(Outcome::timeout);
  EXPECT_EQ(evidence.ask(txt("b.a.example")).outcome, Outcome::timeout);
}

TEST(Evidence, AsksZonesFirst) {
  Evidence evidence;
  evidence.add_zone(parse_zone("a.example. TXT zone\n"));
  EXPECT_EQ(dump(evidence.ask(txt("a.example"))), "found \"zone\"");
  EXPECT_TRUE(evidence.ask(txt("a.example")).from_zone_file);
  EXPECT_TRUE(evidence.ask(txt("b.example")).pending());
}

TEST(Evidence, FollowsCnamesBetweenZonesAndTheNetwork) {
  Evidence evidence;
  evidence.add_zone(parse_zone("a.example. CNAME net.example.org.\nback.example. TXT \"from the zone\"\n"));
  EXPECT_TRUE(evidence.ask(txt("a.example")).pending());
  EXPECT_EQ(evidence.take_missing(), std::vector<Question>{txt("net.example.org")});
  // The network has other ideas about back.example: the zone overrules them.
  evidence.put(found("net.example.org", {"live"}, {name("x.example"), name("back.example"), name("y.example")}));
  const Answer& composed = evidence.ask(txt("a.example"));
  EXPECT_EQ(dump(composed), "found -> net.example.org -> x.example -> back.example \"from the zone\"");
  EXPECT_EQ(composed.question, txt("a.example"));
  EXPECT_EQ(composed.ttl, 60u);
  EXPECT_FALSE(composed.authenticated);
  EXPECT_FALSE(composed.from_zone_file);
  EXPECT_FALSE(evidence.has_missing());
}

TEST(Evidence, KeepsTheOutcomeAtTheEndOfAChain) {
  Evidence evidence;
  evidence.add_zone(parse_zone("a.example. CNAME b.example.\nc.example. CNAME d.example.\n"));
  evidence.put(answer("b.example", Outcome::no_domain));
  evidence.put(answer("d.example", Outcome::server_failure));
  EXPECT_EQ(dump(evidence.ask(txt("a.example"))), "no_domain -> b.example");
  EXPECT_EQ(dump(evidence.ask(txt("c.example"))), "server_failure -> d.example");
}

// Of the names below a DNAME nobody has published one.
TEST(Evidence, WhatADnameLeadsToNothingIsAbsent) {
  Evidence evidence;
  evidence.add_zone(parse_zone("$ORIGIN example.com.\n@ 60 SOA ns h 1 2 3 4 5\n"
                               "sub DNAME other\nall DNAME sub\nout DNAME example.net.\n"
                               "there.other TXT \"x\"\nsent.other A 192.0.2.1\n"
                               "alias CNAME gone.sub\nalias.other CNAME gone\n"));
  EXPECT_EQ(dump(evidence.ask(txt("gone.sub.example.com"))), "no_domain");
  EXPECT_EQ(dump(evidence.ask(txt("sent.sub.example.com"))), "no_data");
  EXPECT_EQ(dump(evidence.ask(txt("gone.all.example.com"))), "no_domain");
  EXPECT_EQ(dump(evidence.ask(txt("there.sub.example.com"))), "found -> there.other.example.com \"x\"");
  // Somebody has published these.
  EXPECT_EQ(dump(evidence.ask(txt("alias.example.com"))),
            "no_domain -> gone.sub.example.com -> gone.other.example.com");
  EXPECT_EQ(dump(evidence.ask(txt("alias.sub.example.com"))),
            "no_domain -> alias.other.example.com -> gone.example.com");
  // What lies elsewhere is not absent because nobody knows it.
  evidence.put(answer("a.example.net", Outcome::no_domain));
  evidence.put(answer("b.example.net", Outcome::server_failure));
  EXPECT_EQ(dump(evidence.ask(txt("a.out.example.com"))), "no_domain");
  EXPECT_EQ(dump(evidence.ask(txt("b.out.example.com"))), "server_failure -> b.example.net");
}

TEST(Evidence, DoesNotFollowWhenTheCnameIsAskedFor) {
  Evidence evidence;
  evidence.add_zone(parse_zone("a.example. CNAME b.example.\n"));
  EXPECT_EQ(dump(evidence.ask(name("a.example"), Type::cname)), "found b.example.");
  EXPECT_FALSE(evidence.has_missing());
}

TEST(Evidence, BreaksCnameLoops) {
  Evidence evidence;
  evidence.add_zone(
      parse_zone("a.example. CNAME b.example.\nb.example. CNAME a.example.\nc.example. CNAME c.example.\n"));
  EXPECT_EQ(evidence.ask(txt("a.example")).outcome, Outcome::malformed);
  EXPECT_EQ(evidence.ask(txt("a.example")).detail, "CNAME loop");
  EXPECT_EQ(evidence.ask(txt("c.example")).detail, "CNAME loop");
  evidence.put(found("n.example", {"x"}, {name("m.example"), name("n.example")}));
  EXPECT_EQ(evidence.ask(txt("n.example")).detail, "CNAME loop");
  EXPECT_TRUE(evidence.ask(txt("n.example")).records.empty());
}

TEST(Evidence, BoundsCnameChains) {
  std::string zone;
  for (std::size_t i = 0; i <= max_cname_hops; ++i) {
    zone += "n" + std::to_string(i) + ". CNAME n" + std::to_string(i + 1) + ".\n";
  }
  zone += "n" + std::to_string(max_cname_hops + 1) + ". TXT end\n";
  Evidence evidence;
  evidence.add_zone(parse_zone(zone));
  EXPECT_EQ(evidence.ask(txt("n0")).outcome, Outcome::malformed);
  EXPECT_EQ(evidence.ask(txt("n0")).detail, "more than 16 CNAMEs in a row");
  EXPECT_TRUE(evidence.ask(txt("n1")).found());
}

TEST(Evidence, AsksNothingOffline) {
  Evidence evidence;
  evidence.add_zone(parse_zone("a.example. TXT x\na2.example. CNAME b.example.\n"));
  evidence.go_offline();
  EXPECT_TRUE(evidence.ask(txt("a.example")).found());
  EXPECT_EQ(evidence.ask(txt("b.example")).outcome, Outcome::not_asked);
  EXPECT_EQ(dump(evidence.ask(txt("a2.example"))), "not_asked -> b.example");
  EXPECT_FALSE(evidence.has_missing());
}

TEST(Evidence, BoundsQuestions) {
  Evidence evidence;
  for (std::size_t i = 0; i < max_questions; ++i) evidence.ask(txt(std::to_string(i) + ".example"));
  EXPECT_EQ(evidence.ask(txt("b.example")).outcome, Outcome::not_asked);
  EXPECT_EQ(evidence.ask(txt("b.example")).detail, "more than 1000 questions");
  EXPECT_EQ(evidence.take_missing().size(), max_questions);
  EXPECT_TRUE(evidence.ask(txt("7.example")).pending());
}

TEST(Evidence, SettlesWhatIsPending) {
  Evidence evidence;
  evidence.add_zone(parse_zone("zone.example. CNAME a.example.\n"));
  evidence.ask(txt("a.example"));
  evidence.ask(txt("b.example"));
  evidence.ask(txt("zone.example"));
  EXPECT_TRUE(evidence.answers().empty());
  evidence.put(found("b.example", {"in time"}));
  evidence.settle(Outcome::timeout);
  EXPECT_EQ(evidence.ask(txt("a.example")).outcome, Outcome::timeout);
  EXPECT_EQ(dump(evidence.ask(txt("b.example"))), "found \"in time\"");
  EXPECT_EQ(dump(evidence.ask(txt("zone.example"))), "timeout -> a.example");
  EXPECT_EQ(evidence.answers().size(), 3u);
  EXPECT_FALSE(evidence.has_missing());
  evidence.put(found("a.example", {"too late"}));
  EXPECT_EQ(evidence.ask(txt("a.example")).outcome, Outcome::timeout);
  EXPECT_EQ(evidence.ask(txt("new.example")).outcome, Outcome::timeout);
  EXPECT_FALSE(evidence.has_missing());
}

TEST(Evidence, TakesAnAnswerThatWasPutAlsoWhereAZoneSpeaks) {
  Zone world = parse_zone("a.example. TXT x\n");
  world.speak_for_everything();
  Evidence evidence;
  evidence.add_zone(world);
  evidence.put(answer("b.example", Outcome::timeout));
  EXPECT_EQ(evidence.ask(txt("b.example")).outcome, Outcome::timeout);
  EXPECT_EQ(evidence.ask(txt("c.example")).outcome, Outcome::no_domain);
}

}  // namespace
}  // namespace mailauth::dns::evidence_test
