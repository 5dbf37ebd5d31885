#include "net/cache.h"

#include <gtest/gtest.h>

namespace mailauth::net::cache_test {
namespace {

using dns::Outcome;
using dns::Question;
using std::chrono::milliseconds;
using std::chrono::seconds;

Question question(std::string_view name) { return {dns::Name::parse(name).value(), dns::Type::txt}; }

// A cache over a transport that answers what `answer` says as soon as it is asked, and a clock to turn.
struct CacheTest : ::testing::Test {
  dns::Answer answer;  // of every question
  std::vector<Question> asked;
  bool holds_back = false;
  std::vector<dns::Answer> held;
  std::chrono::steady_clock::time_point now;

  Transport below() {
    return {[this](const Question& asked_now) {
              asked.push_back(asked_now);
              held.push_back(answer);
              held.back().question = asked_now;
            },
            [this](milliseconds) { return holds_back ? std::vector<dns::Answer>() : std::exchange(held, {}); },
            {}};
  }
  Cache make(CacheOptions options = {}) {
    return Cache(below(), options, [this] { return now; });
  }
  void SetUp() override {
    answer.outcome = Outcome::found;
    answer.ttl = 300;
  }
};

std::vector<dns::Answer> ask(Cache& cache, std::string_view name) {
  cache.send(question(name));
  return cache.receive(milliseconds(0));
}

TEST_F(CacheTest, RemembersAnAnswerForItsTtl) {
  Cache cache = make();
  EXPECT_EQ(ask(cache, "example.com").size(), 1u);
  now += seconds(299);
  const std::vector<dns::Answer> again = ask(cache, "example.com");
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].question, question("example.com"));
  EXPECT_EQ(again[0].ttl, 300u) << "reports do not depend on the age of an answer";
  EXPECT_EQ(asked.size(), 1u);
  now += seconds(1);
  EXPECT_EQ(ask(cache, "example.com").size(), 1u);
  EXPECT_EQ(asked.size(), 2u);
  EXPECT_EQ(cache.counters().hits, 1u);
  EXPECT_EQ(cache.counters().sent, 2u);
}

TEST_F(CacheTest, KeepsEachOutcomeAsLongAsItMay) {
  struct Case {
    Outcome outcome;
    uint32_t ttl;
    seconds good_for;
  };
  const Case cases[] = {
      {Outcome::found, 300, seconds(300)},       {Outcome::found, 0, seconds(0)},
      {Outcome::found, 86400, seconds(3600)},                                                 // max_ttl
      {Outcome::no_data, 60, seconds(60)},       {Outcome::no_domain, 86400, seconds(1800)},  // max_negative_ttl
      {Outcome::no_domain, 0, seconds(0)},                                                    // without an SOA
      {Outcome::server_failure, 0, seconds(10)},                                              // failure_ttl
      {Outcome::refused, 0, seconds(10)},        {Outcome::timeout, 0, seconds(10)},
      {Outcome::malformed, 0, seconds(10)},
  };
  for (const Case& c : cases) {
    Cache cache = make({.max_ttl = seconds(3600), .max_negative_ttl = seconds(1800), .failure_ttl = seconds(10)});
    answer.outcome = c.outcome;
    answer.ttl = c.ttl;
    ask(cache, "example.com");
    now += c.good_for - seconds(1);
    ask(cache, "example.com");
    const std::size_t expected_hits = c.good_for > seconds(0) ? 1 : 0;
    EXPECT_EQ(cache.counters().hits, expected_hits) << to_string(c.outcome) << " " << c.ttl;
    now += seconds(1);
    ask(cache, "example.com");
    EXPECT_EQ(cache.counters().hits, expected_hits) << to_string(c.outcome) << " " << c.ttl;
  }
}

TEST_F(CacheTest, JoinsEqualQuestionsInFlight) {
  Cache cache = make();
  holds_back = true;
  for (int i = 0; i < 3; ++i) cache.send(question("_spf.example.com"));
  cache.send({question("_spf.example.com").name, dns::Type::a});
  EXPECT_TRUE(cache.receive(milliseconds(0)).empty());
  EXPECT_EQ(asked.size(), 2u);
  holds_back = false;
  EXPECT_EQ(cache.receive(milliseconds(0)).size(), 4u) << "one for each send";
  EXPECT_TRUE(cache.receive(milliseconds(0)).empty());
  EXPECT_EQ(cache.counters().joined, 2u);
  EXPECT_EQ(cache.transport().remembered(), 2u);
}

TEST_F(CacheTest, JoinsOnlyWhileInFlight) {
  Cache cache = make();
  answer.ttl = 0;
  EXPECT_EQ(ask(cache, "example.com").size(), 1u);
  EXPECT_EQ(ask(cache, "example.com").size(), 1u);
  EXPECT_EQ(asked.size(), 2u);
}

TEST_F(CacheTest, DropsTheLeastRecentlyUsed) {
  Cache cache = make({.max_entries = 2});
  ask(cache, "a.example");
  ask(cache, "b.example");
  ask(cache, "a.example");  // b is the older one now
  ask(cache, "c.example");
  asked.clear();
  for (const char* name : {"a.example", "c.example", "b.example"}) ask(cache, name);
  EXPECT_EQ(asked, std::vector{question("b.example")});
}

TEST_F(CacheTest, RemembersNothingWhenItMayNot) {
  Cache cache = make({.max_entries = 0});
  ask(cache, "example.com");
  ask(cache, "example.com");
  EXPECT_EQ(asked.size(), 2u);
}

TEST_F(CacheTest, IgnoresAnswersThatNobodyWaitsFor) {
  Cache cache = make();
  held.push_back(answer);
  held.back().question = question("example.org");
  EXPECT_TRUE(cache.receive(milliseconds(0)).empty());
}

TEST_F(CacheTest, DoesNotWaitWhenItHasSomething) {
  milliseconds waited{-1};
  Transport slow = below();
  slow.receive = [&](milliseconds wait) {
    waited = wait;
    return std::exchange(held, {});
  };
  Cache cache(slow, {}, [this] { return now; });
  cache.send(question("example.com"));
  cache.receive(milliseconds(50));
  EXPECT_EQ(waited, milliseconds(50));
  cache.send(question("example.com"));
  EXPECT_EQ(cache.receive(milliseconds(50)).size(), 1u);
  EXPECT_EQ(waited, milliseconds(0));
}

}  // namespace
}  // namespace mailauth::net::cache_test
