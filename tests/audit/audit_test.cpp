// The driver's loop, over transports of a few lines.
#include "audit/audit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "net/cache.h"
#include "support/world.h"

namespace mailauth::audit::audit_test {
namespace {

using dns::Outcome;
using std::chrono::milliseconds;
using test::name;
using Clock = std::chrono::steady_clock;

constexpr const char* world = R"($TTL 300
$ORIGIN example.com.
@ TXT "v=spf1 include:a.example.net -all"
@ MX 10 mail
mail A 192.0.2.1
_dmarc TXT "v=DMARC1; p=reject"
a.example.net. TXT "v=spf1 include:b.example.net -all"
b.example.net. TXT "v=spf1 ip4:192.0.2.0/24 -all"
)";

dns::Zone zone() {
  dns::Zone zone = std::get<dns::Zone>(dns::Zone::parse(world));
  zone.speak_for_everything();
  return zone;
}

// Answers from a zone, everything that is in flight at once; counts the waves.
struct FakeNetwork {
  dns::Zone world = zone();
  std::vector<dns::Question> in_flight;
  unsigned questions = 0, waves = 0;
  dns::Name silent = name("silent.invalid");  // what is not answered: it and everything below

  net::Transport transport() {
    return {[this](const dns::Question& question) {
              ++questions;
              in_flight.push_back(question);
            },
            [this](milliseconds wait) { return answer_all(wait); },
            {}};
  }

  std::vector<dns::Answer> answer_all(milliseconds wait) {
    std::vector<dns::Answer> answers;
    for (const dns::Question& question : std::exchange(in_flight, {})) {
      if (!question.name.is_within(silent)) answers.push_back(world.lookup(question));
    }
    if (answers.empty()) std::this_thread::sleep_for(wait);
    if (!answers.empty()) ++waves;
    return answers;
  }
};

Audit run(FakeNetwork& network, const Limits& limits = {}) {
  net::Transport transport = network.transport();
  const std::atomic<bool> stop{false};
  return audit_domain({name("example.com"), {}, {}}, {}, transport, limits, stop);
}

Audit from_zone() {
  dns::Evidence evidence;
  evidence.add_zone(zone());
  return audit_evidence({name("example.com"), {}, {}}, std::move(evidence));
}

std::vector<std::string_view> rules_of(const Audit& audit) {
  std::vector<std::string_view> rules;
  for (const rules::Finding& finding : audit.findings) rules.push_back(finding.rule->id);
  return rules;
}

TEST(Audit, AsksForAllThatIsMissingAtOnce) {
  FakeNetwork network;
  const Audit audit = run(network);
  EXPECT_EQ(audit.facts.spf.lookups, 2u);
  EXPECT_GT(network.questions, 20u);
  EXPECT_LE(network.waves, 5u) << "as many as the longest chain of questions is deep, not as there are questions";
  EXPECT_EQ(audit.evidence.cost.questions, network.questions);
}

TEST(Audit, FindsTheSameOverTheNetworkAndInTheZone) {
  FakeNetwork network;
  const Audit asked = run(network);
  const Audit read = from_zone();
  EXPECT_EQ(rules_of(asked), rules_of(read));
  EXPECT_EQ(to_string(asked.verdict.forgery), to_string(read.verdict.forgery));
  EXPECT_EQ(read.evidence.cost, dns::Cost()) << "a zone costs nothing, and reports do not vary";
}

TEST(Audit, StaysWholeWhenItIsMoved) {
  Audit audit = from_zone();
  Audit moved = std::move(audit);
  std::vector<Audit> audits;
  audits.push_back(std::move(moved));
  audits.push_back(from_zone());
  EXPECT_EQ(audits[0].facts.txt->question.name, name("example.com"));
  EXPECT_EQ(audits[0].facts.txt, &audits[0].evidence.ask(name("example.com"), dns::Type::txt));
}

TEST(Audit, TurnsWhatIsPendingAtTheDeadlineIntoTimeouts) {
  FakeNetwork network;
  network.silent = name("b.example.net");
  const Clock::time_point start = Clock::now();
  Audit audit = run(network, {.deadline = milliseconds(200)});
  EXPECT_LT(Clock::now() - start, milliseconds(1500));
  EXPECT_EQ(audit.evidence.ask(network.silent, dns::Type::txt).outcome, Outcome::timeout);
  EXPECT_TRUE(audit.evidence.ask(name("example.com"), dns::Type::txt).found());
  const auto unanswered =
      std::any_of(audit.facts.unanswered.begin(), audit.facts.unanswered.end(),
                  [&](const dns::Answer* answer) { return answer->question.name == network.silent; });
  EXPECT_TRUE(unanswered);
}

TEST(Audit, StopsSoonWhenItIsTold) {
  FakeNetwork network;
  network.silent = name("example.com");
  net::Transport transport = network.transport();
  std::atomic<bool> stop{false};
  std::thread user([&stop] {
    std::this_thread::sleep_for(milliseconds(50));
    stop = true;
  });
  const Clock::time_point start = Clock::now();
  Audit audit = audit_domain({name("example.com"), {}, {}}, {}, transport, {}, stop);
  EXPECT_LT(Clock::now() - start, milliseconds(1500));
  user.join();
  EXPECT_EQ(audit.facts.txt->outcome, Outcome::not_asked);
}

TEST(Audit, DoesNotBeginWhenItIsStoppedAlready) {
  FakeNetwork network;
  network.silent = name("example.com");
  net::Transport transport = network.transport();
  const std::atomic<bool> stop{true};
  const Audit audit = audit_domain({name("example.com"), {}, {}}, {}, transport, {}, stop);
  EXPECT_EQ(audit.facts.txt->outcome, Outcome::not_asked);
}

TEST(Audit, IgnoresAnswersForAnotherAudit) {
  FakeNetwork network;
  network.in_flight = {{name("late.example.org"), dns::Type::txt}};
  const Audit audit = run(network);
  for (const dns::Answer* answer : audit.evidence.answers()) {
    EXPECT_NE(answer->question.name, name("late.example.org"));
  }
}

TEST(Audit, CountsWhatTheCacheKnew) {
  FakeNetwork network;
  net::Cache cache(network.transport());
  net::Transport transport = cache.transport();
  const std::atomic<bool> stop{false};
  const facts::Request request{name("example.com"), {}, {}};
  const Audit first = audit_domain(request, {}, transport, {}, stop);
  const Audit second = audit_domain(request, {}, transport, {}, stop);
  EXPECT_EQ(first.evidence.cost.cached, 0u);
  EXPECT_EQ(second.evidence.cost.questions, first.evidence.cost.questions);
  EXPECT_GT(second.evidence.cost.cached, 0u);
  EXPECT_EQ(rules_of(first), rules_of(second));
}

TEST(Audit, CallsWhatNobodyAskedNotAsked) {
  const Audit audit = audit_evidence({name("example.com"), {}, {}}, {});
  EXPECT_EQ(audit.facts.txt->outcome, Outcome::not_asked);
  EXPECT_EQ(audit.verdict.forgery, rules::Forgery::unknown);
  EXPECT_FALSE(audit.evidence.has_missing());
}

}  // namespace
}  // namespace mailauth::audit::audit_test
