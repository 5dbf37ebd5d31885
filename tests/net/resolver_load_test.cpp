// Thousands of questions to servers that lose, drop and repeat: every question gets its answer, once.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "net/resolver.h"
#include "support/asking.h"
#include "support/limited_server.h"

namespace mailauth::net::resolver_load_test {
namespace {

using std::chrono::milliseconds;
using test::LimitedServer;
using Clock = std::chrono::steady_clock;

struct Outcome {
  std::size_t found = 0, other = 0, twice = 0;
};

// As a sweep does it: sends when there is room.
Outcome ask_many(Resolver& resolver, std::size_t count, std::chrono::seconds patience) {
  Outcome outcome;
  std::set<dns::Question> answered;
  std::size_t sent = 0;
  const Clock::time_point end = Clock::now() + patience;
  while (answered.size() < count && Clock::now() < end) {
    for (std::size_t room = resolver.room(); room > 0 && sent < count; --room) {
      resolver.send(test::question(fmt::format("n{}.example.com", sent++)));
    }
    if (sent == count) resolver.finish();
    for (const dns::Answer& answer : resolver.receive(milliseconds(100))) {
      ++(answer.found() ? outcome.found : outcome.other);
      if (!answered.insert(answer.question).second) ++outcome.twice;
    }
  }
  return outcome;
}

ResolverOptions options(const std::vector<const LimitedServer*>& servers, milliseconds timeout) {
  ResolverOptions options = ResolverOptions::for_many();
  for (const LimitedServer* server : servers) options.servers.push_back(server->address());
  options.timeout = timeout;
  return options;
}

void expect_all_found(const Outcome& outcome, std::size_t count) {
  EXPECT_EQ(outcome.found, count);
  EXPECT_EQ(outcome.other, 0u);
  EXPECT_EQ(outcome.twice, 0u);
}

TEST(ResolverLoad, LosesNothingToARateLimit) {
  const LimitedServer server({.rate = 4000});
  Resolver resolver(options({&server}, milliseconds(500)));
  expect_all_found(ask_many(resolver, 20000, std::chrono::seconds(60)), 20000);
  EXPECT_LT(resolver.counters().sent, 30000u) << "it keeps to the limit once it has found it";
}

TEST(ResolverLoad, GetsThroughABadLine) {
  const LimitedServer server({.loss = 30});
  Resolver resolver(options({&server}, milliseconds(200)));
  const Outcome outcome = ask_many(resolver, 5000, std::chrono::seconds(60));
  EXPECT_EQ(outcome.found + outcome.other, 5000u);
  EXPECT_EQ(outcome.twice, 0u);
  EXPECT_LT(outcome.other, 50u) << "five losses in a row happen to one in four hundred";
  EXPECT_GT(server.dropped(), 1000u);
}

TEST(ResolverLoad, IgnoresRepeatedAnswers) {
  const LimitedServer server({.copies = 5});
  Resolver resolver(options({&server}, milliseconds(500)));
  expect_all_found(ask_many(resolver, 3000, std::chrono::seconds(60)), 3000);
  EXPECT_GT(resolver.counters().ignored, 3000u);
}

TEST(ResolverLoad, AcceptsAServerThatWritesNamesInItsOwnCase) {
  const LimitedServer server({.keeps_case = false});
  Resolver resolver(options({&server}, milliseconds(500)));
  expect_all_found(ask_many(resolver, 1000, std::chrono::seconds(60)), 1000);
  EXPECT_EQ(resolver.counters().timeouts, 0u);
}

TEST(ResolverLoad, UsesSeveralServersAsFarAsTheyGo) {
  const LimitedServer slow({.rate = 500}), fast({.rate = 4000});
  Resolver resolver(options({&slow, &fast}, milliseconds(500)));
  expect_all_found(ask_many(resolver, 10000, std::chrono::seconds(60)), 10000);
}

TEST(ResolverLoad, KeepsToTheRate) {
  const LimitedServer server({});
  ResolverOptions limited = options({&server}, milliseconds(1000));
  limited.rate = 1000;
  Resolver resolver(limited);
  const Clock::time_point start = Clock::now();
  expect_all_found(ask_many(resolver, 1500, std::chrono::seconds(30)), 1500);
  EXPECT_GT(Clock::now() - start, milliseconds(1400));
}

}  // namespace
}  // namespace mailauth::net::resolver_load_test
