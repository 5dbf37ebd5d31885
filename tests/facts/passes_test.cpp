// collect() is run again and again as answers come in: how often, and what it asks when.

#include <gtest/gtest.h>

#include <algorithm>

#include "facts/collect.h"
#include "support/world.h"

namespace mailauth::facts::passes_test {
namespace {

using dns::Type;
using test::name;

// The questions of each pass, all of them answered before the next.
std::vector<std::vector<dns::Question>> passes(std::string_view zone) {
  auto world = test::world(zone);
  dns::Evidence evidence;
  std::vector<std::vector<dns::Question>> asked;
  while (true) {
    collect(world.sample.request, evidence);
    asked.push_back(evidence.take_missing());
    if (asked.back().empty()) break;
    for (const dns::Question& question : asked.back()) evidence.put(world.sample.evidence.ask(question));
  }
  asked.pop_back();
  return asked;
}

bool asks(const std::vector<dns::Question>& questions, std::string_view owner, Type type) {
  return std::ranges::count(questions, dns::Question{name(owner), type}) == 1;
}

// In rounds the same is asked in the same order, and the same facts come out.
TEST(Passes, OfACollectionAreTheSame) {
  for (const std::string_view zone :
       {"@ MX 1 mx\n_dmarc TXT \"v=DMARC1; p=none; rua=mailto:d@example.net\"\n@ TXT \"v=spf1 include:a.example.com "
        "-all\"\n"
        "a TXT \"v=spf1 include:amazonses.com mx -all\"\nbounce MX 10 feedback-smtp.eu-west-1.amazonses.com.",
        "@ MX 1 mx\nmx CNAME other.example.net.\nselector1._domainkey CNAME gone.example.net.", ""}) {
    auto world = test::world(zone);
    dns::Evidence evidence;
    Collection collection(world.sample.request);
    std::vector<std::vector<dns::Question>> asked;
    while (collection.ask(evidence), evidence.has_missing()) {
      asked.push_back(evidence.take_missing());
      for (const dns::Question& question : asked.back()) evidence.put(world.sample.evidence.ask(question));
    }
    EXPECT_EQ(asked, passes(zone)) << zone;
    const Facts facts = collection.take();
    EXPECT_EQ(facts.spf.lookups, world.facts.spf.lookups) << zone;
    EXPECT_EQ(facts.dkim.selectors.size(), world.facts.dkim.selectors.size()) << zone;
    EXPECT_EQ(facts.mail_froms.size(), world.facts.mail_froms.size()) << zone;
    EXPECT_EQ(facts.services.size(), world.facts.services.size()) << zone;
    EXPECT_EQ(facts.mx.targets.size(), world.facts.mx.targets.size()) << zone;
  }
}

TEST(Passes, AskAtOnceWhatDependsOnNothing) {
  const auto asked = passes(";! --selector mine\n;! --mail-from bounce.example.net");
  ASSERT_FALSE(asked.empty());
  const auto& first = asked.front();
  EXPECT_TRUE(asks(first, "example.com", Type::txt));
  EXPECT_TRUE(asks(first, "example.com", Type::mx));
  EXPECT_TRUE(asks(first, "_dmarc.example.com", Type::txt));
  EXPECT_TRUE(asks(first, "_dmarc.com", Type::txt));
  EXPECT_TRUE(asks(first, "_domainkey.example.com", Type::txt));
  EXPECT_TRUE(asks(first, "mine._domainkey.example.com", Type::txt));
  EXPECT_TRUE(asks(first, known_selectors().back() + "._domainkey.example.com", Type::txt));
  EXPECT_TRUE(asks(first, "bounce.example.net", Type::txt));
  EXPECT_TRUE(asks(first, "send.example.com", Type::mx));
  EXPECT_TRUE(asks(first, probe_label(name("example.com")) + ".example.com", Type::txt));
  EXPECT_TRUE(asks(first, probe_label(name("example.com")) + "._domainkey.example.com", Type::txt));
  EXPECT_FALSE(asks(first, "example.com", Type::a));  // only when there is no MX
}

TEST(Passes, AreAsManyAsTheLongestChain) {
  EXPECT_EQ(passes("@ MX 0 .\n_dmarc TXT \"v=DMARC1; p=none\"\n@ TXT \"v=spf1 -all\"").size(), 1U);
  EXPECT_EQ(passes("@ MX 1 mx\n_dmarc TXT \"v=DMARC1; p=none\"\n@ TXT \"v=spf1 -all\"").size(), 2U);  // its addresses
  EXPECT_EQ(passes("").size(), 2U);  // A and AAAA for want of an MX, the doubled name for want of a DMARC record
  EXPECT_EQ(passes("@ TXT \"v=spf1 include:b.example.com include:c.example.com -all\"\n"
                   "b TXT \"v=spf1 include:d.example.com -all\"\nc TXT \"v=spf1 -all\"\nd TXT \"v=spf1 mx -all\"\n")
                .size(),
            4U);
}

TEST(Passes, ComeToTheSameFactsAsAllAtOnce) {
  const std::string_view zone = "@ TXT \"v=spf1 include:b.example.com -all\"\nb TXT \"v=spf1 a -all\"\n@ A 192.0.2.1\n";
  auto world = test::world(zone);
  dns::Evidence evidence;
  Facts facts = collect(world.sample.request, evidence);
  EXPECT_TRUE(facts.spf.standing == SpfStanding::unknown);
  EXPECT_TRUE(facts.dmarc.discovery.unknown());
  EXPECT_TRUE(facts.domain_exists);
  // One answer at a time, the last question first.
  for (auto missing = evidence.take_missing(); !missing.empty();) {
    evidence.put(world.sample.evidence.ask(missing.back()));
    missing.pop_back();
    facts = collect(world.sample.request, evidence);
    for (const dns::Question& question : evidence.take_missing()) missing.push_back(question);
  }
  EXPECT_EQ(facts.spf.lookups, world.facts.spf.lookups);
  EXPECT_EQ(facts.spf.voids_v6, world.facts.spf.voids_v6);
  EXPECT_FALSE(facts.dmarc.discovery.unknown());
  EXPECT_TRUE(facts.unanswered.empty());
}

}  // namespace
}  // namespace mailauth::facts::passes_test
