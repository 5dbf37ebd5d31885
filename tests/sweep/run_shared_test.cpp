#include "sweep/run/shared.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "support/audited.h"
#include "support/files.h"

namespace mailauth::sweep::run_shared_test {
namespace {

class SharedByThreads : public testing::Test {
 protected:
  SharedByThreads() {
    options_.lists = {folder_.path("list")};
    options_.target = {.path = folder_.path("part.partial"), .complete = folder_.path("part"), .resume = true};
    list("example.com\nexample.net\n");
  }
  void list(std::string_view text) { tests::write_file(folder_.path("list"), text); }

  // The domains that a run of one thread is given, of which it gets the first `count` done.
  std::string run(std::size_t count) {
    Shared shared(options_, listener_, stop_);
    std::string given;
    for (std::size_t done = 0; done < count; ++done) {
      const auto request = shared.next();
      if (!request) break;
      given += request->domain.text() + " ";
      shared.done(tests::audited("", request->domain.text()));
    }
    stop_ = shared.has_more();
    end_ = shared.finish();
    stop_ = false;
    return given;
  }
  bool is_there(std::string_view name) const { return std::filesystem::exists(folder_.path(name)); }

  tests::TemporaryFolder folder_;
  RunOptions options_;
  std::string said_;
  const Listener listener_{.remark = [this](const std::string& line) { said_ += line + "\n"; },
                           .begun = [] {},
                           .progress = [](const Progress&) {},
                           .ended = [this] { said_ += "ended\n"; }};
  std::atomic<bool> stop_ = false;
  End end_;
};

TEST_F(SharedByThreads, GiveAPartItsNameWhenItIsComplete) {
  EXPECT_EQ(run(9), "example.com example.net ");
  EXPECT_TRUE(is_there("part") && !is_there("part.partial"));
  EXPECT_FALSE(end_.interrupted);
  EXPECT_EQ(end_.outcomes.domains, 2u);
}

TEST_F(SharedByThreads, GoOnWhereTheyWereStopped) {
  EXPECT_EQ(run(1), "example.com ");
  EXPECT_TRUE(is_there("part.partial") && !is_there("part"));
  EXPECT_TRUE(end_.interrupted);
  said_.clear();
  EXPECT_EQ(run(9), "example.net ");
  EXPECT_TRUE(is_there("part"));
  EXPECT_EQ(said_, "1 domains are done already\nended\n");
  EXPECT_EQ(end_.outcomes.domains, 1u);
  const std::string text = tests::read_file(folder_.path("part"));
  EXPECT_NE(text.find(R"({"type":"summary","domains":2,)"), std::string::npos) << text;
}

TEST_F(SharedByThreads, SayAtTheEndWhatIsNoDomain) {
  list("example.com\nexample.com\nexample.net/\n");
  run(9);
  const std::string path = folder_.path("list");
  EXPECT_TRUE(said_.starts_with("ended\n" + path + ":3: 'example.net/': ")) << said_;
  EXPECT_TRUE(said_.ends_with("1 repeated; the first: " + path + ":2: 'example.com': it has come before\n")) << said_;
}

// What an earlier run has written may not have come into the history.
TEST_F(SharedByThreads, BringWhatWasDoneIntoTheHistory) {
  run(1);
  options_.history = folder_.path("history.sqlite");
  run(9);
  results::History history = results::History::read(options_.history);
  EXPECT_EQ(history.since("example.com").size(), 1u);
  EXPECT_EQ(history.since("example.net").size(), 1u);
}

}  // namespace
}  // namespace mailauth::sweep::run_shared_test
