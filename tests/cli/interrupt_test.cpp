// Ctrl-C and SIGTERM end the program wherever it waits, with the exit code that is documented, and leave no half file.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <memory>

#include "support/loopback.h"
#include "support/sweeping.h"
#include "sweep/shard.h"

namespace mailauth::interrupt_test {
namespace {

using tests::Program;

constexpr useconds_t until_all_wait = 4'000'000;  // all programs at once, with sanitizers, on two processors

class CtrlC : public testing::Test {
 protected:
  CtrlC() {
    EXPECT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
    tests::write_file(path("zone"), "$ORIGIN example.com.\n@ 300 TXT \"v=spf1 -all\"\n");
    tests::write_file(path("list"), "example.com\n");
    const std::string result = R"({"domain":"example.com","time":"2026-05-01T01:00:00Z","exists":true,"complete":true})"
                               "\n"
                               R"({"type":"summary","domains":1,"complete":1,"interrupted":false})"
                               "\n";
    tests::write_file(path("results"), result);
    std::filesystem::create_directory(path("parts"));
    tests::write_file(sweep::part_path(path("parts"), {0, 1}), result);
  }
  std::string path(std::string_view name) const { return folder_.path(name); }

  std::unique_ptr<Program> start(const std::string& arguments) const {
    return std::make_unique<Program>(
        fmt::format("cd {} && exec " MAILAUTH_BINARY " {} >>said 2>&1", path(""), arguments));
  }
  // All of them wait for the other end of the pipe when the signal comes.
  void expect_to_end(const std::vector<std::string>& commands, int signal) const {
    std::vector<std::unique_ptr<Program>> programs;
    for (const std::string& command : commands) programs.push_back(start(command));
    ::usleep(until_all_wait);
    for (std::size_t i = 0; i < commands.size(); ++i) {
      programs[i]->signal(signal);
      EXPECT_EQ(programs[i]->wait(std::chrono::seconds(10)), 130) << commands[i] << tests::read_file(path("said"));
    }
  }
  std::vector<std::string> hidden_files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(path("")))
      if (entry.path().filename().string().starts_with(".")) names.push_back(entry.path().filename().string());
    return names;
  }

  tests::TemporaryFolder folder_;
};

TEST_F(CtrlC, EndsWhatReadsAPipeThatNobodyWritesTo) {
  const std::vector<std::string> commands = {
      "check example.com --offline --zone fifo",
      "check --replay fifo",
      "check example.com --offline --bad-keys fifo",
      "check example.com --offline --providers fifo",
      "check example.com --offline --zone zone --baseline fifo",
      "check example.com --offline --config fifo",
      "spf tree example.com --offline --zone fifo",
      "lint fifo",
      "diff fifo results",
      "diff results fifo",
      "summary fifo",
      "sweep plan fifo --shards 2",
      "sweep merge parts fifo --out merged",
      "sweep fifo --resolver 127.0.0.1:9 --out swept",
  };
  expect_to_end(commands, SIGINT);
  std::filesystem::remove(path("swept"));
  expect_to_end(commands, SIGTERM);
  EXPECT_FALSE(std::filesystem::exists(path("merged")));
  EXPECT_TRUE(hidden_files().empty()) << testing::PrintToString(hidden_files());
}

// Among them what has asked the DNS before, and stopped in good order then.
TEST_F(CtrlC, EndsWhatWritesAPipeThatNobodyReads) {
  const test::ClosedPort port;
  const std::string closed = port.text();
  const std::string live = "check example.com --tries 1 --timeout 0.1 --resolver " + closed;
  const std::vector<std::string> commands = {
      "check example.com --offline --zone zone --format json=fifo",
      "check example.com --offline --zone zone --record fifo",
      live + " --format json=fifo",
      live + " --record fifo",
      "lint zone --offline --format sarif=fifo",
      "diff results results --output fifo",
      "summary results --metrics fifo",
      "sweep merge parts --out fifo",
      "sweep list --resolver 127.0.0.1:9 --out fifo",
  };
  for (const int signal : {SIGINT, SIGTERM}) expect_to_end(commands, signal);
}

TEST_F(CtrlC, LeavesNoHalfFile) {
  tests::write_file(path("out"), "old");
  expect_to_end({"diff fifo results --output out"}, SIGTERM);
  EXPECT_EQ(tests::read_file(path("out")), "old");
  EXPECT_TRUE(hidden_files().empty()) << testing::PrintToString(hidden_files());
  EXPECT_EQ(tests::read_file(path("said")), "mailauth: interrupted\n");
}

TEST_F(CtrlC, IsNotNeededWhereAPipeIsOfNoUse) {
  for (const std::string arguments :
       {"check example.com --offline --history fifo", "history example.com --history fifo",
        "sweep list --resolver 127.0.0.1:9 --out swept --history fifo", "sweep list --out fifo --resume"}) {
    SCOPED_TRACE(arguments);
    std::filesystem::remove(path("said"));
    EXPECT_EQ(start(arguments)->wait(), 2);
    EXPECT_NE(tests::read_file(path("said")).find("it is no file\n"), std::string::npos)
        << tests::read_file(path("said"));
  }
}

}  // namespace
}  // namespace mailauth::interrupt_test
