#include "sweep/output.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "files/write_to.h"
#include "results/result.h"
#include "support/files.h"
#include "sweep/shard.h"

namespace mailauth::sweep::output_test {
namespace {

using namespace std::chrono_literals;

constexpr Output::Clock::time_point start{};

std::string line_of(std::string domain) {
  return results::to_line(results::Result{.domain = std::move(domain)}, results::Detail::verdict);
}
std::string domain(unsigned number) { return "d" + std::to_string(number) + ".example.com"; }

class Outputs : public testing::Test {
 protected:
  Outputs() : path_(folder_.path("out.ndjson")) { files::ignore_output_signals(); }
  tests::TemporaryFolder folder_;
  std::string path_;
};

template <class Action>
std::string error_of(Action action) {
  try {
    action();
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "no error";
}

TEST_F(Outputs, AreWrittenOnceASecondAndWhenTheBufferIsFull) {
  Output out(path_);
  out.write(line_of("example.com"), start);
  EXPECT_EQ(tests::read_file(path_), "");
  out.write(line_of("example.net"), start + 900ms);
  EXPECT_EQ(tests::read_file(path_), "");
  out.tick(start + 1s);
  EXPECT_EQ(tests::read_file(path_), line_of("example.com") + line_of("example.net"));
  const std::string large = std::string(300'000, 'x') + "\n";
  out.write(large, start + 1s);
  EXPECT_EQ(tests::read_file(path_).size(), line_of("example.com").size() * 2 + large.size());
}

TEST_F(Outputs, AreCompleteAtTheEnd) {
  for (const bool closed : {true, false}) {
    std::filesystem::remove(path_);
    {
      Output out(path_);
      out.write(line_of("example.com"), start);
      if (closed) out.close();
    }
    EXPECT_EQ(tests::read_file(path_), line_of("example.com"));
  }
}

TEST_F(Outputs, AppearUnderTheirNameAsAWhole) {
  const Shard shard{3, 16};
  const std::string folder = folder_.path(""), partial = partial_path(folder, shard), part = part_path(folder, shard);
  Output out(partial);
  out.write(line_of("example.com"), start);
  out.flush();
  EXPECT_FALSE(std::filesystem::exists(part));
  out.publish(part);
  EXPECT_FALSE(std::filesystem::exists(partial));
  EXPECT_EQ(tests::read_file(part), line_of("example.com"));
  EXPECT_EQ(std::filesystem::path(part).filename(), "part-00003-of-00016.ndjson");
}

TEST_F(Outputs, BelongToOneSweep) {
  const Output out(path_);
  const std::string refusal = "cannot write " + path_ + ": another sweep is writing it";
  EXPECT_EQ(error_of([&] { Output second(path_); }), refusal);
  EXPECT_EQ(error_of([&] { resume(path_); }), refusal);
}

TEST_F(Outputs, ThatCannotBeOpenedAreNamed) {
  const std::string missing = folder_.path("missing/out.ndjson");
  EXPECT_EQ(error_of([&] { Output out(missing); }), "cannot write " + missing + ": No such file or directory");
}

// Wherever the end came, the lines before it stay, and the next run does the rest: nothing is lost, nothing is twice.
TEST_F(Outputs, CanBeResumedAfterAnEndAtAnyByte) {
  const std::string first = line_of("example.com"), second = line_of("example.net");
  const std::string all = first + second + results::to_line(results::Summary{.domains = 2});
  for (std::size_t size = 0; size <= all.size(); ++size) {
    tests::write_file(path_, all.substr(0, size));
    const Resumed resumed = resume(path_);
    // A line that lacks nothing but its line feed is whole, and gets that.
    const std::size_t end = size + 1;
    const std::size_t whole = end < first.size() ? 0 : end < (first + second).size() ? 1 : 2;
    const std::string kept = whole == 0 ? "" : whole == 1 ? first : first + second;
    ASSERT_EQ(tests::read_file(path_), kept) << size;
    ASSERT_EQ(resumed.done.size(), whole);
    ASSERT_EQ(resumed.done.contains("example.com"), whole >= 1);
    ASSERT_EQ(resumed.done.contains("example.net"), whole >= 2);
    ASSERT_EQ(resumed.had_summary, end >= all.size());
    ASSERT_EQ(resumed.had_half_line, size > kept.size() && end < all.size());
  }
}

TEST_F(Outputs, CanBeContinuedAfterResuming) {
  tests::write_file(path_, line_of("example.com") + R"({"domain":"exam)");
  resume(path_);
  Output out(path_);
  out.write(line_of("example.net"), start);
  out.close();
  EXPECT_EQ(tests::read_file(path_), line_of("example.com") + line_of("example.net"));
}

TEST_F(Outputs, ThatAreNotThereHaveNothingDone) {
  EXPECT_EQ(resume(path_).done.size(), 0u);
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(Outputs, OfOthersAreLeftAlone) {
  const std::string line = line_of("example.com"), summary = results::to_line(results::Summary{});
  const std::pair<std::string, std::string> cases[] = {
      {"example.com\nexample.net\n", "line 1 is no result of a sweep: not JSON at byte 1"},
      {line + "{\"domain\":\"\"}\n", "line 2 is no result of a sweep: no domain"},
      {line + "\n" + line, "line 2 is no result of a sweep: not JSON at byte 1"},
      // It begins and ends as one.
      {R"({"domain":"example.com","time":"garbage})"
       "\n",
       "line 1 is no result of a sweep: not JSON at byte 41"},
      {line.substr(0, 60) + line, "line 1 is no result of a sweep: not JSON at byte 61"},
      {line.substr(0, 60) + std::string("\0\xff", 2) + line.substr(62),
       "line 1 is no result of a sweep: not JSON at byte 61"},
      // Lines of other programs and of later versions.
      {R"({"domain":"example.com","complete":true})"
       "\n",
       "line 1 is no result of a sweep: it does not say when, or whether it is complete"},
      {R"({"domain":"example.com","time":"2026-05-01T01:00:00Z"})"
       "\n",
       "line 1 is no result of a sweep: it does not say when, or whether it is complete"},
      {line + R"({"type":"checkpoint","domains":1})"
              "\n",
       "line 2 is no result of a sweep: a line of an unknown type"},
      {R"({"type":"summary","text":"of a book"})"
       "\n",
       "line 1 is no result of a sweep: a summary of something else"},
      // Without a line feed at the end.
      {"a letter", "line 1 is no result of a sweep, nor the beginning of one"},
      {R"({"domain":"example.com","owner":"J)", "line 1 is no result of a sweep, nor the beginning of one"},
      {R"({"domain":"example.com"})", "line 1 is no result of a sweep, nor the beginning of one"},
      {line + "a letter", "line 2 is no result of a sweep, nor the beginning of one"},
      {std::string(100, '\0'), "line 1 is no result of a sweep, nor the beginning of one"},
      {line + summary + line, "line 3 follows a summary"},
  };
  for (const auto& [content, reason] : cases) {
    tests::write_file(path_, content);
    EXPECT_EQ(error_of([&] { resume(path_); }), "cannot resume " + path_ + ": " + reason);
    EXPECT_EQ(tests::read_file(path_), content);
  }
  EXPECT_EQ(error_of([&] { resume("/dev/null"); }), "cannot resume /dev/null: it is no file");
}

TEST_F(Outputs, ToADeviceBelongToNobody) {
  Output first("/dev/null"), second("/dev/null");
  first.write(line_of("example.com"), start);
  second.write(line_of("example.net"), start);
  first.close();
  second.close();
  Output full("/dev/full");
  full.write(line_of("example.com"), start);
  EXPECT_EQ(error_of([&] { full.close(); }), "cannot write /dev/full: No space left on device");
}

TEST_F(Outputs, BehindALinkAreTheFileThatItLeadsTo) {
  const std::string link = folder_.path("link");
  std::filesystem::create_symlink("out.ndjson", link);
  {
    Output out(link);
    out.write(line_of("example.com"), start);
  }
  EXPECT_EQ(resume(link).done.size(), 1u);
  EXPECT_EQ(tests::read_file(path_), line_of("example.com"));
  EXPECT_TRUE(std::filesystem::is_symlink(link));
}

// A limit on the size of files is what a full disk is to a program, and needs no right to mount one.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST_F(Outputs, OnAFullDiskKeepWholeLinesAndCanBeContinued) {
  const std::string line = line_of("example.com");
  for (const std::size_t limit :
       {std::size_t{0}, line.size() - 1, line.size(), 3 * line.size() + 7, std::size_t{70'000}}) {
    SCOPED_TRACE(limit);
    std::filesystem::remove(path_);
    unsigned tried = 0;
    {
      const FileSizeLimit full(limit);
      Output out(path_);
      const std::string error = error_of([&] {
        for (;; ++tried) out.write(line_of(domain(tried)), start + tried * 10ms);
      });
      EXPECT_EQ(error, "cannot write " + path_ + ": File too large; what is in it is whole: go on with --resume");
      EXPECT_EQ(error_of([&] { out.close(); }), error);  // nobody can overlook it
    }
    const std::string left = tests::read_file(path_);
    EXPECT_TRUE(left.empty() || left.ends_with("}\n"));
    const Resumed resumed = resume(path_);
    EXPECT_FALSE(resumed.had_half_line);
    Output out(path_);
    std::string expected;
    for (unsigned number = 0; number <= tried; ++number) {
      expected += line_of(domain(number));
      if (!resumed.done.contains(domain(number))) out.write(line_of(domain(number)), start);
    }
    out.close();
    EXPECT_EQ(tests::read_file(path_), expected);
  }
}

TEST_F(Outputs, ToAPipeThatNobodyReadsGiveAnError) {
  ASSERT_EQ(::mkfifo(path_.c_str(), 0600), 0);
  const int reader = ::open(path_.c_str(), O_RDONLY | O_NONBLOCK);
  Output out(path_);
  out.write(line_of("example.com"), start);
  out.flush();
  ::close(reader);
  out.write(line_of("example.net"), start);
  EXPECT_EQ(error_of([&] { out.flush(); }), "cannot write " + path_ + ": Broken pipe");
}

// The real thing: a process that writes and is killed without warning, ten times.
TEST_F(Outputs, SurviveKill) {
  constexpr unsigned count = 3000;
  for (unsigned round = 0; round < 10; ++round) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      const Resumed resumed = resume(path_);
      Output out(path_);
      for (unsigned number = 0; number < count; ++number) {
        if (!resumed.done.contains(domain(number))) out.write(line_of(domain(number)), start + number * 50ms);
      }
      out.close();
      ::_exit(0);
    }
    ::usleep(2000 * (round + 1));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
  }
  const Resumed resumed = resume(path_);
  Output out(path_);
  for (unsigned number = 0; number < count; ++number)
    if (!resumed.done.contains(domain(number))) out.write(line_of(domain(number)), start);
  out.close();
  std::string expected;
  for (unsigned number = 0; number < count; ++number) expected += line_of(domain(number));
  EXPECT_EQ(tests::read_file(path_), expected);
}

}  // namespace
}  // namespace mailauth::sweep::output_test
