#include "sweep/progress.h"

#include <gtest/gtest.h>

#include "text/ascii.h"

namespace mailauth::sweep::progress_test {
namespace {

using namespace std::chrono_literals;

Outcomes outcomes() {
  Outcomes all;
  count({.domain = "a.example", .errors = 1, .queries = 20, .cached = 5}, all);
  count({.domain = "b.example", .exists = false, .queries = 1}, all);
  count({.domain = "c.example", .complete = false}, all);
  count({.domain = "d.example", .own_mail = rules::OwnMail::not_sent}, all);
  results::Result with_rules{.domain = "e.example", .errors = 2, .queries = 19};
  with_rules.findings = {{"spf-missing", rules::Severity::error, false, "", ""},
                         {"spf-ptr", rules::Severity::warning, false, "", ""},
                         {"dmarc-missing", rules::Severity::error, true, "", ""}};
  count(with_rules, all);
  count({.domain = "f.example"}, all);
  return all;
}

ResolverHealth resolver(std::string server, bool alive = true) {
  return {.server = std::move(server),
          .window = 2048,
          .in_flight = 100,
          .rate = 5000,
          .round_trip = 28'100us,
          .alive = alive,
          .trouble = alive ? "" : "connection refused"};
}

Progress progress(const Outcomes& all, std::vector<ResolverHealth> resolvers = {}) {
  return {.outcomes = all, .elapsed = 2s, .fraction = 0.25, .active = 600, .resolvers = std::move(resolvers)};
}

TEST(SweepProgress, IsALineForALogFile) {
  const Outcomes all = outcomes();
  EXPECT_EQ(progress_line(progress(all)), "6 domains, 25 %, 3/s, 6s to go: ok 1, errors 2, no mail 2, not known 1");
  Progress of_stdin = progress(all);
  of_stdin.fraction.reset();
  EXPECT_EQ(progress_line(of_stdin), "6 domains, 3/s: ok 1, errors 2, no mail 2, not known 1");
}

TEST(SweepProgress, EndsWithAllThatIsDone) {
  const Outcomes all = outcomes();
  EXPECT_EQ(end_line(all.counts, 6, 2400ms), "6 domains in 2s: ok 1, errors 2, no mail 2, not known 1");
  EXPECT_EQ(end_line(all.counts, 4, 62s),
            "6 domains, 4 of them now, in 1m 02s: ok 1, errors 2, no mail 2, not known 1");
}

TEST(SweepProgress, IsABlockForATerminal) {
  const Outcomes all = outcomes();
  EXPECT_EQ(progress_block(progress(all, {resolver("127.0.0.1"), resolver("192.0.2.1", false)}),
                           {.utf8 = false, .width = 80}),
            "  ########......................  25 %\n"
            "  6 domains, 600 under way, 2s\n"
            "  3 domains/s, 20 queries/s, 12 % from the cache, 6s to go\n"
            "  ok 1, errors 2, no mail 2, not known 1\n"
            "  most: spf-missing 1\n"
            "  127.0.0.1  28.1 ms, 100 of 2048 questions under way, 5000 answers/s\n"
            "  192.0.2.1  does not answer: connection refused\n");
}

TEST(SweepProgress, AddsUpWhatThreadsHaveUnderWayAtAResolver) {
  std::vector<ResolverHealth> all;
  add(resolver("127.0.0.1"), all);
  add(resolver("192.0.2.1", false), all);
  add(resolver("127.0.0.1", false), all);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].window, 4096u);
  EXPECT_EQ(all[0].in_flight, 200u);
  EXPECT_EQ(all[0].rate, 10000);
  EXPECT_TRUE(all[0].alive);
  EXPECT_FALSE(all[1].alive);
}

TEST(SweepProgress, FitsIntoTheTerminal) {
  std::vector<ResolverHealth> many;
  for (int number = 0; number < 30; ++number)
    many.push_back(resolver("192.0.2." + std::to_string(number), number != 20));
  const Outcomes all = outcomes();
  for (const unsigned width : {20u, 40u, 80u}) {
    const std::string block = progress_block(progress(all, many), {.utf8 = false, .width = width});
    EXPECT_LE(std::count(block.begin(), block.end(), '\n'), 12) << block;
    for (const std::string_view line : text::split(block, '\n')) EXPECT_LE(line.size(), width) << line;
  }
  const std::string block = progress_block(progress(all, many), {.utf8 = false, .width = 80});
  EXPECT_NE(block.find("192.0.2.20  does not answer"), std::string::npos) << block;
  EXPECT_NE(block.find("and 25 more resolvers"), std::string::npos) << block;
}

}  // namespace
}  // namespace mailauth::sweep::progress_test
