// `mailauth sweep` loses nothing: kills, dead and lossy resolvers, answers that are none, full disks.

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <random>

#include "support/hostile_server.h"
#include "support/loopback.h"
#include "support/sweeping.h"

namespace mailauth::sweep_survival_test {
namespace {

using namespace std::chrono_literals;
using tests::Program;
using tests::SweepLines;

constexpr std::size_t domain_count = 120;

class SweepSurvives : public testing::Test {
 protected:
  SweepSurvives() { tests::write_file(folder_.path("list"), tests::swept_list(domain_count)); }

  // A command for a shell; what it says goes to the file "said".
  std::string sweep(const std::string& resolvers, const std::string& arguments) const {
    return fmt::format("cd {} && exec " MAILAUTH_BINARY " sweep list --threads 2 --resolver {} {} >said 2>&1",
                       folder_.path(""), resolvers, arguments);
  }
  std::string said() const { return tests::read_file(folder_.path("said")); }
  SweepLines lines(const std::string& file = "out") const { return tests::read_sweep(folder_.path(file)); }

  SweepLines undisturbed() const {
    std::filesystem::remove(folder_.path("undisturbed"));
    const test::HostileServer server({tests::swept_zone(domain_count)});
    EXPECT_EQ(Program(sweep(server.text(), "--out undisturbed")).wait(), 0) << said();
    SweepLines lines = this->lines("undisturbed");
    EXPECT_EQ(lines.results.size(), domain_count);
    EXPECT_TRUE(lines.whole());
    return lines;
  }

  // Every domain has one line, and none claims what is not so; so many may say that answers are missing.
  void expect_nothing_false(const SweepLines& lines, std::size_t most_incomplete) const {
    EXPECT_TRUE(lines.whole()) << testing::PrintToString(lines.bad) << testing::PrintToString(lines.twice);
    EXPECT_EQ(lines.results.size(), domain_count);
    std::size_t incomplete = 0;
    for (const auto& [domain, expected] : undisturbed().results) {
      ASSERT_TRUE(lines.results.contains(domain)) << domain << " is lost";
      const std::string& actual = lines.results.at(domain);
      EXPECT_EQ(tests::false_claim(actual, expected), "");
      if (actual.find("\"complete\":false") != std::string::npos) ++incomplete;
    }
    EXPECT_LE(incomplete, most_incomplete);
  }

  tests::TemporaryFolder folder_;
};

TEST_F(SweepSurvives, TenKills) {
  const test::HostileServer server({tests::swept_zone(domain_count)});
  std::minstd_rand random(4);
  std::size_t most_lines = 0;
  for (int kill = 0; kill < 10; ++kill) {
    Program run(sweep(server.text(), "--out out --resume --rate 250"));
    ::usleep(static_cast<useconds_t>(300'000 + random() % 1'500'000));
    run.signal(SIGKILL);
    ASSERT_EQ(run.wait(), 128 + SIGKILL) << said();  // it has not ended by itself
    if (::access(folder_.path("out").c_str(), F_OK) != 0) continue;
    const SweepLines lines = this->lines();
    EXPECT_TRUE(lines.twice.empty());
    EXPECT_GE(lines.results.size(), most_lines);
    most_lines = lines.results.size();
  }
  EXPECT_GT(most_lines, 0U);  // otherwise nothing was gone on with
  EXPECT_LT(most_lines, domain_count);
  EXPECT_EQ(Program(sweep(server.text(), "--out out --resume")).wait(), 0) << said();
  EXPECT_EQ(lines().results, undisturbed().results);
  EXPECT_TRUE(lines().whole());
  const std::string all = fmt::format("\"domains\":{0},\"complete\":{0},", domain_count);  // of all runs together
  EXPECT_NE(lines().summary.find(all), std::string::npos) << lines().summary;
}

TEST_F(SweepSurvives, CtrlC) {
  const test::HostileServer server({tests::swept_zone(domain_count)});
  Program run(sweep(server.text(), "--out out --rate 250"));
  ::usleep(1'500'000);
  run.signal(SIGINT);
  EXPECT_EQ(run.wait(), 130);
  const SweepLines first = lines();
  EXPECT_TRUE(first.whole());
  EXPECT_LT(first.results.size(), domain_count);
  EXPECT_NE(first.summary.find("\"interrupted\":true"), std::string::npos) << first.summary;
  EXPECT_EQ(Program(sweep(server.text(), "--out out --resume")).wait(), 0) << said();
  EXPECT_EQ(lines().results, undisturbed().results);
  EXPECT_TRUE(lines().whole());
  EXPECT_NE(lines().summary.find("\"interrupted\":false"), std::string::npos);
}

TEST_F(SweepSurvives, CtrlCWhileStdinIsSilent) {
  const test::HostileServer server({tests::swept_zone(domain_count)});
  const std::string fifo = folder_.path("fifo");
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  const int writer = ::open(fifo.c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(::write(writer, "d5.example\n", 11), 11);
  Program run(fmt::format("cd {} && exec " MAILAUTH_BINARY " sweep - --resolver {} --out out <fifo >said 2>&1",
                          folder_.path(""), server.text()));
  ::usleep(2'500'000);
  EXPECT_TRUE(lines().results.contains("d5.example"));  // it does not wait for the next one
  run.signal(SIGINT);
  EXPECT_EQ(run.wait(), 130);
  EXPECT_TRUE(lines().whole());
  ::close(writer);
}

TEST_F(SweepSurvives, CtrlCWhileNobodyWritesToANamedPipe) {
  const test::HostileServer server({tests::swept_zone(domain_count)});
  const std::string fifo = folder_.path("fifo");
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  const std::string command =
      fmt::format("cd {} && exec " MAILAUTH_BINARY " sweep fifo --resolver {}", folder_.path(""), server.text());
  Program stopped(command + " --out none >said 2>&1");
  ::usleep(500'000);
  stopped.signal(SIGINT);
  EXPECT_EQ(stopped.wait(), 130);
  Program run(command + " --out out >said 2>&1");
  ::usleep(500'000);
  const int writer = ::open(fifo.c_str(), O_WRONLY | O_CLOEXEC);  // once the sweep has opened it, too
  ASSERT_EQ(::write(writer, "d5.example\n", 11), 11);
  ::close(writer);
  EXPECT_EQ(run.wait(), 0) << said();
  EXPECT_TRUE(lines().results.contains("d5.example"));
}

TEST_F(SweepSurvives, AResolverThatDiesAndComesBack) {
  const test::HostileServer server({.zone = tests::swept_zone(domain_count), .death = {300, 2s}});
  EXPECT_EQ(Program(sweep(server.text(), "--out out --timeout 0.3")).wait(), 0) << said();
  expect_nothing_false(lines(), 0);
}

TEST_F(SweepSurvives, OneDeadResolverOfTwo) {
  const test::HostileServer server({tests::swept_zone(domain_count)}), silent({.loss = 100});
  const test::ClosedPort port;
  const std::string closed = port.text();
  for (const std::string& dead : {closed, silent.text()}) {
    SCOPED_TRACE(dead);
    const std::string out = dead == closed ? "closed" : "silent";
    EXPECT_EQ(Program(sweep(fmt::format("{} --resolver {}", dead, server.text()), "--timeout 0.3 --out " + out)).wait(),
              0)
        << said();
    expect_nothing_false(lines(out), 0);
  }
}

// Nothing is said of any domain: the sweep ends, and a later one goes on.
TEST_F(SweepSurvives, NoResolverAtAll) {
  const test::ClosedPort port;
  const std::string closed = port.text();
  EXPECT_EQ(Program(sweep(closed, "--out out")).wait(), 2) << said();
  EXPECT_NE(said().find("no resolver answers: " + closed), std::string::npos) << said();
  const test::HostileServer server({tests::swept_zone(domain_count)});
  EXPECT_EQ(Program(sweep(server.text(), "--out out --resume")).wait(), 0) << said();
  EXPECT_EQ(lines().results, undisturbed().results);
}

// With four tries, because one name that half of the domains include may not be lost for all of them: with three that
// happens in one run of a hundred.
TEST_F(SweepSurvives, ThirtyPercentLoss) {
  const test::HostileServer server({.zone = tests::swept_zone(domain_count), .loss = 16});  // of 1 - 0.84 * 0.84
  EXPECT_EQ(Program(sweep(server.text(), "--out out --timeout 0.2 --tries 4")).wait(), 0) << said();
  expect_nothing_false(lines(), domain_count / 4);
}

// Beside the answer, and before it, comes what a liar would send who sees no question and guesses.
TEST_F(SweepSurvives, AFloodOfAnswersToOtherQuestions) {
  const auto flood = [](const test::Query& query, test::Reply& reply) {
    test::Query other_id = query, other_name = query;
    ++other_id.id;
    other_name.name = *dns::Name::parse("other.example");
    other_name.question = test::wire_name(other_name.name) + test::u16(query.type) + test::u16(1);
    const std::string lie = test::wire_strings({{"v=spf1 +all"}});
    const std::string wrong_id = test::Message(other_id).answer(query.name, dns::Type::txt, lie).bytes();
    const std::string wrong_name = test::Message(other_name).answer(query.name, dns::Type::txt, lie).bytes();
    std::vector<std::string> messages(10, wrong_id);
    messages.insert(messages.end(), {wrong_name, "no message at all", "", std::string(3000, '\xff')});
    messages.insert(messages.end(), reply.messages.begin(), reply.messages.end());
    messages.push_back(test::Message(query).answer(query.name, dns::Type::txt, lie).bytes());  // too late
    reply.messages = messages;
  };
  const test::HostileServer server({.zone = tests::swept_zone(domain_count), .twist = flood});
  EXPECT_EQ(Program(sweep(server.text(), "--out out")).wait(), 0) << said();
  expect_nothing_false(lines(), 0);
}

// An answer to the question, but not one that can be used: now and then, so that nobody can call the resolver dead.
TEST_F(SweepSurvives, Garbage) {
  std::minstd_rand random(5);
  const auto spoil = [&random](const test::Query& query, test::Reply& reply) {
    if (reply.messages.empty()) return;
    const std::string beginning = test::Message(query).bytes();
    switch (random() % 6) {
      case 0: reply.messages = {test::Message(query).raw("\xc0\x0c\xff").bytes()}; break;
      case 1: reply.messages = {test::Message(query, test::qr, 5).bytes()}; break;
      case 2: reply.messages = {test::Message(query, test::qr, 2).bytes()}; break;
      case 3: reply.messages = {reply.messages.front().substr(0, beginning.size() - 2)}; break;
      default: break;
    }
  };
  const test::HostileServer server({.zone = tests::swept_zone(domain_count), .twist = spoil});
  EXPECT_EQ(Program(sweep(server.text(), "--out out --timeout 0.1")).wait(), 0) << said();
  expect_nothing_false(lines(), domain_count);
}

TEST_F(SweepSurvives, NothingButGarbage) {
  const auto spoil = [](const test::Query& query, test::Reply& reply) {
    reply.messages = {test::Message(query).raw(std::string(40, '\xff')).bytes()};
  };
  const test::HostileServer server({.zone = tests::swept_zone(domain_count), .twist = spoil});
  EXPECT_EQ(Program(sweep(server.text(), "--out out --timeout 0.1")).wait(), 0) << said();
  expect_nothing_false(lines(), domain_count);
  EXPECT_NE(lines().summary.find("\"complete\":0"), std::string::npos) << lines().summary;
}

TEST_F(SweepSurvives, ALimitOnTheSizeOfFiles) {
  const test::HostileServer server({tests::swept_zone(domain_count)});
  EXPECT_EQ(Program("ulimit -f 16; " + sweep(server.text(), "--quiet --out out")).wait(), 2) << said();
  EXPECT_EQ(said(), "mailauth: cannot write out: File too large; what is in it is whole: go on with --resume\n");
  EXPECT_TRUE(lines().bad.empty());
  EXPECT_EQ(Program(sweep(server.text(), "--out out --resume")).wait(), 0) << said();
  EXPECT_EQ(lines().results, undisturbed().results);
}

TEST_F(SweepSurvives, AFullDisk) {
  if (tests::run_command("unshare -rm mount -t tmpfs none /mnt 2>&1").exit_code != 0)
    GTEST_SKIP() << "a disk cannot be mounted here";
  const test::HostileServer server({tests::swept_zone(domain_count)});
  const std::string script =
      fmt::format("cd {0}; mkdir disk; mount -t tmpfs -o size=32k none disk; ({1}); echo $? >code; cp disk/out full;"
                  "mount -o remount,size=4m disk; mv said said-first; ({2}); code=$?; cp disk/out .; exit $code",
                  folder_.path(""), sweep(server.text(), "--quiet --out disk/out"),
                  sweep(server.text(), "--quiet --out disk/out --resume"));
  tests::write_file(folder_.path("script"), script);
  EXPECT_EQ(Program("exec unshare -rm sh " + folder_.path("script")).wait(), 0) << said();
  EXPECT_EQ(tests::read_file(folder_.path("code")), "2\n");
  EXPECT_EQ(tests::read_file(folder_.path("said-first")),
            "mailauth: cannot write disk/out: No space left on device; what is in it is whole: go on with --resume\n");
  EXPECT_TRUE(lines("full").bad.empty());
  EXPECT_LT(lines("full").results.size(), domain_count);
  EXPECT_EQ(lines().results, undisturbed().results);
  EXPECT_TRUE(lines().whole());
}

}  // namespace
}  // namespace mailauth::sweep_survival_test
