// packaging/mailauth-night: several nights over domains of a resolver on loopback, what it keeps, and what it goes on
// with.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <set>
#include <variant>

#include "support/hostile_server.h"
#include "support/sweeping.h"

namespace mailauth::night_test {
namespace {

using tests::Program;

constexpr std::size_t domain_count = 60;
constexpr int nobody_is_worse = -1;

// All domains reject forged mail, but for the one that is worse.
dns::Zone zone(int worse) {
  std::string text = "$TTL 300\n. SOA ns. hostmaster. 1 2 3 4 60\n. NS ns.\n$ORIGIN example.\n";
  for (int number = 0; number < static_cast<int>(domain_count); ++number)
    text += fmt::format("d{0} TXT \"v=spf1 -all\"\n_dmarc.d{0} TXT \"v=DMARC1; p={1}\"\n", number,
                        number == worse ? "none" : "reject");
  return std::get<dns::Zone>(dns::Zone::parse(text));
}

class Night : public testing::Test {
 protected:
  Night() {
    std::filesystem::create_directory(folder_.path("bin"));
    std::filesystem::create_symlink(MAILAUTH_BINARY, folder_.path("bin/mailauth"));
    tests::write_file(folder_.path("list"), tests::swept_list(domain_count));
    settings();
  }

  void settings(const std::string& more = "", const std::string& resolver = "") const {
    tests::write_file(folder_.path("conf"),
                      fmt::format("# settings\n LIST = {}\nDIRECTORY={}\nRESOLVER={}\n{}", folder_.path("list"),
                                  path(""), resolver.empty() ? server_.text() : resolver, more));
  }
  // For a shell, which notes the number of its process; that leads a group of all it starts.
  std::string start(const std::string& date, const std::string& arguments, const std::string& output = "said") const {
    return fmt::format(
        "cd {} && export PATH=$PWD/bin:$PATH MAILAUTH_NIGHT_DATE={} && exec setsid sh -c 'echo $$ >process; "
        "exec {}/packaging/mailauth-night {} >{} 2>&1'",
        folder_.path(""), date, MAILAUTH_SOURCE_DIR, arguments, output);
  }
  int night(const std::string& date, const std::string& arguments = "--config conf") const {
    return Program(start(date, arguments)).wait();
  }
  std::string said() const { return tests::read_file(folder_.path("said")); }
  bool has_said(const std::string& text) const { return said().find(text) != std::string::npos; }
  std::string path(const std::string& file) const { return folder_.path("nights/" + file); }
  bool has(const std::string& file) const { return std::filesystem::exists(path(file)); }
  std::set<std::string> files() const {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(path(""))) names.insert(entry.path().filename());
    return names;
  }
  void wait_for_lines(const std::string& file) const {
    for (int tries = 0; tries < 1200 && (!has(file) || std::filesystem::file_size(path(file)) == 0); ++tries)
      ::usleep(50'000);
    ASSERT_GT(std::filesystem::file_size(path(file)), 0U);
  }
  void kill_in_the_middle_of(const std::string& date) const {
    settings(slow);
    Program run(start(date, "--config conf"));
    wait_for_lines(date + ".ndjson.partial");
    ASSERT_EQ(::kill(-std::stoi(tests::read_file(folder_.path("process"))), SIGKILL), 0);
    EXPECT_EQ(run.wait(), 128 + SIGKILL);
    settings();
  }

  static constexpr auto slow = "ARGUMENTS=--rate 100\n";  // seconds
  tests::TemporaryFolder folder_;
  test::HostileServer server_{{.zone = zone(nobody_is_worse)}}, worse_{{.zone = zone(7)}};
};

TEST_F(Night, SaysWhichDomainIsWorse) {
  EXPECT_EQ(night("2026-11-30"), 0) << said();
  EXPECT_TRUE(has_said("2026-11-30, the first night: 60 domains")) << said();
  const std::set<std::string> first{"2026-11-30.ndjson", "2026-11-30.summary.txt", "history.sqlite", "lock"};
  EXPECT_EQ(files(), first);
  settings("", worse_.text());
  EXPECT_EQ(night("2026-12-01"), 0) << said();
  EXPECT_TRUE(has_said("2026-12-01, compared with 2026-11-30: 60 domains")) << said();
  EXPECT_TRUE(has_said("1 worse")) << said();
  EXPECT_NE(tests::read_file(path("2026-12-01.diff.txt")).find("d7.example"), std::string::npos);
  EXPECT_TRUE(tests::read_sweep(path("2026-12-01.ndjson")).whole());
  EXPECT_FALSE(has("2026-11-30.ndjson"));
  EXPECT_TRUE(has("2026-11-30.ndjson.gz"));
  const unsigned asked = worse_.questions();
  EXPECT_EQ(night("2026-12-01"), 0) << said();
  EXPECT_TRUE(has_said("2026-12-01 is whole already")) << said();
  EXPECT_EQ(worse_.questions(), asked);
}

TEST_F(Night, EndsWithOneWhenThatIsWished) {
  EXPECT_EQ(night("2026-11-30"), 0) << said();
  settings("FAIL_ON=regression\n", worse_.text());
  EXPECT_EQ(night("2026-12-01"), 1) << said();
  EXPECT_TRUE(has("2026-12-01.summary.txt"));
  EXPECT_EQ(night("2026-12-02"), 0) << said();
}

TEST_F(Night, KeepsSoManyAndNothingElseIsDeleted) {
  settings("KEEP=2\n");
  std::filesystem::create_directory(path(""));
  for (const std::string other : {"2026-01-01.notes", "2026-01-01.ndjson.copy", "notes"})
    tests::write_file(path(other), "");
  for (const std::string date : {"2026-11-28", "2026-11-29", "2026-11-30", "2026-12-01"})
    EXPECT_EQ(night(date), 0) << said();
  const std::set<std::string> kept{"2026-01-01.notes",
                                   "2026-01-01.ndjson.copy",
                                   "notes",
                                   "2026-11-30.ndjson.gz",
                                   "2026-11-30.diff.txt",
                                   "2026-11-30.summary.txt",
                                   "2026-12-01.ndjson",
                                   "2026-12-01.diff.txt",
                                   "2026-12-01.summary.txt",
                                   "history.sqlite",
                                   "lock"};
  EXPECT_EQ(files(), kept);
  settings("KEEP=1\n");
  EXPECT_EQ(night("2026-11-27"), 0) << said();  // the clock was wrong: the one just made stays
  EXPECT_TRUE(has("2026-11-27.summary.txt"));
}

TEST_F(Night, GoesOnWithTheOneThatWasKilled) {
  kill_in_the_middle_of("2026-11-30");
  EXPECT_FALSE(has("2026-11-30.ndjson"));
  EXPECT_LT(tests::read_sweep(path("2026-11-30.ndjson.partial")).results.size(), domain_count);
  EXPECT_EQ(night("2026-12-01"), 0) << said();
  EXPECT_TRUE(has_said("going on with 2026-11-30")) << said();
  EXPECT_TRUE(has("2026-11-30.ndjson.gz"));
  EXPECT_TRUE(has_said("2026-12-01, compared with 2026-11-30: 60 domains · 60 unchanged")) << said();
  kill_in_the_middle_of("2026-12-02");
  EXPECT_EQ(night("2026-12-02"), 0) << said();
  const tests::SweepLines lines = tests::read_sweep(path("2026-12-02.ndjson"));
  EXPECT_TRUE(lines.whole());
  EXPECT_EQ(lines.results.size(), domain_count);
}

TEST_F(Night, GivesUpAnEarlierOneThatFailsAgain) {
  std::filesystem::create_directory(path(""));
  tests::write_file(path("2026-11-30.ndjson.partial"), "no result\n");
  EXPECT_EQ(night("2026-12-01"), 0) << said();
  EXPECT_TRUE(has_said("2026-11-30 is given up")) << said();
  EXPECT_EQ(tests::read_file(path("2026-11-30.ndjson.given-up")), "no result\n");
  EXPECT_TRUE(has_said("2026-12-01, the first night: 60 domains")) << said();
}

TEST_F(Night, GivesUpNoneWhenTonightFailsAsWell) {
  kill_in_the_middle_of("2026-11-30");
  settings("", "127.0.0.1:9");
  EXPECT_EQ(night("2026-12-01"), 2);
  EXPECT_TRUE(has("2026-11-30.ndjson.partial"));
  settings();
  EXPECT_EQ(night("2026-12-01"), 0) << said();
  EXPECT_TRUE(has_said("2026-12-01, compared with 2026-11-30: 60 domains · 60 unchanged")) << said();
}

TEST_F(Night, EndsInGoodOrderBySignal) {
  settings(slow);
  Program run(start("2026-12-01", "--config conf"));
  wait_for_lines("2026-12-01.ndjson.partial");
  ASSERT_EQ(::kill(-std::stoi(tests::read_file(folder_.path("process"))), SIGTERM), 0);
  EXPECT_EQ(run.wait(), 130) << said();
  EXPECT_TRUE(has_said("mailauth-night: interrupted; the next start goes on\n")) << said();
  EXPECT_FALSE(has("2026-12-01.ndjson"));
  settings();
  EXPECT_EQ(night("2026-12-01"), 0) << said();
}

TEST_F(Night, WritesDownWhatAKilledRunHasSweptOnly) {
  EXPECT_EQ(night("2026-11-30"), 0) << said();
  std::filesystem::remove(path("2026-11-30.summary.txt"));
  EXPECT_EQ(night("2026-11-30"), 0) << said();
  EXPECT_TRUE(has("2026-11-30.summary.txt"));
}

TEST_F(Night, IsNotTwoAtOnce) {
  settings(slow);
  Program first(start("2026-12-01", "--config conf"));
  wait_for_lines("2026-12-01.ndjson.partial");
  EXPECT_EQ(Program(start("2026-12-01", "--config conf", "second")).wait(), 75);
  EXPECT_EQ(tests::read_file(folder_.path("second")),
            "mailauth-night: another one is running in " + folder_.path("nights") + "\n");
  EXPECT_EQ(first.wait(), 0) << said();
  EXPECT_TRUE(tests::read_sweep(path("2026-12-01.ndjson")).whole());
}

TEST_F(Night, HandsTheTextToACommandUntilItTakesIt) {
  EXPECT_EQ(night("2026-11-30"), 0) << said();
  settings("RUN=echo $MAILAUTH_NIGHT $MAILAUTH_WORSE >>told; cat >>told; exit 3\n", worse_.text());
  EXPECT_EQ(night("2026-12-01"), 2);
  EXPECT_TRUE(has_said("RUN failed")) << said();
  EXPECT_TRUE(has("2026-12-01.unsent"));
  std::filesystem::remove(folder_.path("told"));
  settings("RUN=echo $MAILAUTH_NIGHT $MAILAUTH_WORSE >>told; cat >>told\n", worse_.text());
  for (int times = 0; times < 2; ++times)
    EXPECT_EQ(night("2026-12-01"), 0) << said();  // the second has nothing to tell
  EXPECT_EQ(tests::read_file(folder_.path("told")), "2026-12-01 yes\n" + tests::read_file(path("2026-12-01.diff.txt")) +
                                                        tests::read_file(path("2026-12-01.summary.txt")));
  EXPECT_FALSE(has("2026-12-01.unsent"));
}

TEST_F(Night, WrongSettingsAreOneLineAndExitCodeTwo) {
  const std::pair<std::string, std::string> cases[] = {
      {"KEPT=1", "conf:5: there is no setting 'KEPT'"},
      {"KEEP=all", "conf:5: KEEP is a number of nights"},
      {"KEEP=-1", "conf:5: KEEP is a number of nights"},
      {"KEEP=", "conf:5: KEEP is a number of nights"},
      {"\nKEEP=1\nKEEP=2", "conf:7: KEEP is here twice"},
      {"LIST=list", "conf:5: LIST must begin with /"},
      {"LIST=\"/list\"", "conf:5: LIST must begin with /"},
      {"FAIL_ON=worse", "conf:5: FAIL_ON is regression"},
      {"rm -rf .", "conf:5: no KEY=value: 'rm -rf .'"},
      {"LIST=/does/not/exist", "cannot read the list /does/not/exist"},
      {"ARGUMENTS=--rate 9 --out=x", "ARGUMENTS cannot have --out"},
  };
  for (const auto& [line, says] : cases) {
    settings(line);
    EXPECT_EQ(night("2026-12-01"), 2) << line;
    EXPECT_TRUE(has_said(says)) << said();
    EXPECT_EQ(std::ranges::count(said(), '\n'), 1) << said();
  }
  EXPECT_FALSE(has(""));
  EXPECT_EQ(server_.questions(), 0U);
}

TEST_F(Night, NothingOfTheSettingsIsExecuted) {
  settings("ARGUMENTS=--selector $(touch${IFS}done) ; touch done\n# $(touch done)\n");
  night("2026-12-01");
  EXPECT_FALSE(std::filesystem::exists(folder_.path("done")));
}

TEST_F(Night, AListThatIsMissingLosesNothing) {
  EXPECT_EQ(night("2026-11-30"), 0) << said();
  kill_in_the_middle_of("2026-12-01");
  settings("KEEP=1\nFAIL_ON=regression\n");
  std::filesystem::rename(folder_.path("list"), folder_.path("list-aside"));
  const std::set<std::string> before = files();
  EXPECT_EQ(night("2026-12-02"), 2);
  EXPECT_EQ(said(),
            "mailauth-night: cannot read the list " + folder_.path("list") + ": write a file with one domain a line\n");
  EXPECT_EQ(files(), before);
  std::filesystem::rename(folder_.path("list-aside"), folder_.path("list"));
  EXPECT_EQ(night("2026-12-02"), 0) << said();
}

TEST_F(Night, ADeadResolverLeavesNoEmptyNight) {
  settings("", "127.0.0.1:9");
  EXPECT_EQ(night("2026-12-01"), 2);
  EXPECT_TRUE(has_said("2026-12-01 has not ended")) << said();
  EXPECT_FALSE(has("2026-12-01.ndjson.partial"));
  EXPECT_FALSE(has("2026-12-01.ndjson"));
}

TEST_F(Night, RunsByHandWithoutAFileOfSettings) {
  tests::write_file(folder_.path("none"), "RESOLVER=" + server_.text() + "\n");
  EXPECT_EQ(night("2026-12-01", "--config none --directory \"by hand\" list"), 0) << said();
  EXPECT_TRUE(tests::read_sweep(folder_.path("by hand/2026-12-01.ndjson")).whole());
  EXPECT_EQ(night("2026-12-01", "--config none --directory \"by hand\""), 2);
  EXPECT_TRUE(has_said("which list?")) << said();
  EXPECT_EQ(night("2026-12-01", "--keep 3"), 2);
  EXPECT_TRUE(has_said("there is no option '--keep'")) << said();
  EXPECT_EQ(night("2026-12-01", "--help"), 0);
  EXPECT_TRUE(has_said("Usage: mailauth-night")) << said();
}

}  // namespace
}  // namespace mailauth::night_test
