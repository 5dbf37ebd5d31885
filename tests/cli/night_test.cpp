// packaging/mailauth-night: nights, their comparison, and what remains of them.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "support/hostile_server.h"
#include "support/loopback.h"
#include "support/sweeping.h"

namespace mailauth::night_test {
namespace {

namespace fs = std::filesystem;
using tests::Program;

constexpr std::size_t domain_count = 12;

class Night : public testing::Test {
 protected:
  Night() {
    tests::write_file(folder_.path("list"), tests::swept_list(domain_count));
    configure("");
  }

  void configure(const std::string& more) {
    tests::write_file(folder_.path("conf"), fmt::format("# settings\nlist = list\ndirectory = nights\nresolver = {}\n"
                                                        "argument = --threads=1\n{}",
                                                        server_.text(), more));
  }
  std::string command(const std::string& arguments) const {
    return fmt::format("cd {} && PATH={}:$PATH exec " MAILAUTH_SOURCE_DIR "/packaging/mailauth-night {} >said 2>&1",
                       folder_.path(""), fs::path(MAILAUTH_BINARY).parent_path().string(), arguments);
  }
  int run(const std::string& arguments) const { return Program(command(arguments)).wait(); }
  int night(const std::string& date) const { return run("--config conf --night " + date); }
  std::string said() const { return tests::read_file(folder_.path("said")); }
  bool has(const std::string& file) const { return fs::exists(folder_.path("nights/" + file)); }
  std::string of(const std::string& file) const { return tests::read_file(folder_.path("nights/" + file)); }

  tests::TemporaryFolder folder_;
  test::HostileServer server_{{tests::swept_zone(domain_count)}};
};

TEST_F(Night, ComparesWithTheOneBeforeAndKeepsWhatItShould) {
  configure("keep = 2\n");
  for (const std::string date : {"2026-01-01", "2026-01-02", "2026-01-03"}) ASSERT_EQ(night(date), 0) << said();
  EXPECT_FALSE(has("2026-01-01.ndjson") || has("2026-01-01.summary.txt"));
  EXPECT_NE(of("2026-01-03.diff.txt").find("12 domains"), std::string::npos);
  EXPECT_NE(of("2026-01-03.summary.txt").find("12 domains: ok "), std::string::npos);
  EXPECT_TRUE(has("history.sqlite"));
  EXPECT_NE(said().find("against 2026-01-02: 12 domains"), std::string::npos) << said();
  EXPECT_NE(said().find("next: cat "), std::string::npos) << said();
}

TEST_F(Night, SaysWhatBecameWorse) {
  configure("fail-on = regression\nreport = cat >>reported; echo $MAILAUTH_NIGHT >>reported\n");
  ASSERT_EQ(night("2026-01-01"), 0) << said();
  std::string before = of("2026-01-01.ndjson");
  // That night one domain had a policy that it has no more.
  const std::size_t at = before.find("\"dmarc\":\"none\",\"policy\":\"\"");
  ASSERT_NE(at, std::string::npos) << before;
  before.replace(at, 26, "\"dmarc\":\"in_force\",\"policy\":\"reject\"");
  tests::write_file(folder_.path("nights/2026-01-01.ndjson"), before);
  EXPECT_EQ(night("2026-01-02"), 1) << said();
  EXPECT_NE(of("2026-01-02.diff.txt").find("worse (1)"), std::string::npos) << of("2026-01-02.diff.txt");
  EXPECT_NE(of("reported").find("worse (1)"), std::string::npos);
  EXPECT_NE(of("reported").find("2026-01-02\n"), std::string::npos);
}

TEST_F(Night, GoesOnWithOneThatWasKilled) {
  configure("argument = --rate=20\n");
  Program killed(command("--config conf --night 2026-01-01"));
  for (int wait = 0; wait < 200 && !has("2026-01-01.ndjson.partial"); ++wait) ::usleep(50'000);
  EXPECT_EQ(run("--config conf --night 2026-01-02"), 75) << said();
  EXPECT_NE(said().find("another night is under way"), std::string::npos) << said();
  killed.signal(SIGKILL);
  EXPECT_EQ(killed.wait(), 128 + SIGKILL);
  configure("");
  for (int wait = 0; wait < 200 && night("2026-01-02") == 75; ++wait) ::usleep(100'000);  // its sweep ends by itself
  EXPECT_NE(said().find("going on with 2026-01-01"), std::string::npos) << said();
  for (const std::string date : {"2026-01-01", "2026-01-02"}) {
    const auto lines = tests::sweep_lines(of(date + ".ndjson"));
    EXPECT_EQ(lines.results.size(), domain_count) << date;
    EXPECT_TRUE(lines.whole()) << date;
    EXPECT_TRUE(has(date + ".summary.txt"));
  }
  EXPECT_TRUE(has("2026-01-02.diff.txt"));
}

TEST_F(Night, DescribesOneThatWasSweptAndNoMore) {
  ASSERT_EQ(night("2026-01-01"), 0) << said();
  fs::remove(folder_.path("nights/2026-01-01.summary.txt"));
  EXPECT_EQ(night("2026-01-01"), 0) << said();
  EXPECT_TRUE(has("2026-01-01.summary.txt"));
  EXPECT_EQ(night("2026-01-01"), 0);
  EXPECT_NE(said().find("complete already"), std::string::npos) << said();
}

TEST_F(Night, RefusesWrongSettingsBeforeAnythingIsDone) {
  const auto expect_refused = [&](const std::string& more, const std::string& why) {
    configure(more);
    EXPECT_EQ(night("2026-01-01"), 2) << more;
    EXPECT_NE(said().find(why), std::string::npos) << said();
    EXPECT_EQ(std::ranges::count(said(), '\n'), 1) << said();
  };
  expect_refused("kep = 3\n", "conf:6: kep is not known");
  expect_refused("keep\n", "conf:6: a line is KEY = VALUE");
  expect_refused("keep = many\n", "keep is a number of nights");
  expect_refused("fail-on = error\n", "fail-on knows only regression");
  expect_refused("list = nowhere\n", "cannot read the list nowhere");
  EXPECT_FALSE(fs::exists(folder_.path("nights")));
  configure("");
  for (const std::string arguments : {"--config nowhere", "--bogus", "--night", "--config conf --night today"})
    EXPECT_EQ(run(arguments), 2) << arguments << said();
}

}  // namespace
}  // namespace mailauth::night_test
