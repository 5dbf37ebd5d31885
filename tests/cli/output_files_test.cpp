// Files that commands write: whatever goes wrong is one line and exit code 2, what was there stays, and nothing is
// left.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <filesystem>

#include "support/files.h"

namespace mailauth::output_files_test {
namespace {

namespace fs = std::filesystem;

class OutputFiles : public testing::Test {
 protected:
  OutputFiles() {
    tests::write_file(path("zone"), "$ORIGIN example.com.\n@ 300 TXT \"v=spf1 -all\"\n");
    tests::write_file(path("results"), "{\"domain\":\"example.com\",\"dmarc\":\"missing\"}\n{\"type\":\"summary\"}\n");
    tests::write_file(path("old"), "old");
    fs::create_directory(path("folder"));
  }
  std::string path(std::string_view name) const { return folder_.path(name); }
  tests::Output shell(const std::string& command) const {
    return tests::run_command("cd " + path("") + " && PATH=" + fs::path(MAILAUTH_BINARY).parent_path().string() +
                              ":$PATH && " + command);
  }
  std::size_t files() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(path("")), {})); }
  tests::TemporaryFolder folder_;
};

TEST_F(OutputFiles, ThatCannotBeWrittenAreOneLine) {
  const std::size_t before = files();
  const std::string check = "mailauth check example.com --offline --zone zone --no-config ";
  const std::string writers[] = {
      check + "--format json=FILE",
      check + "--record FILE",
      "mailauth lint zone --offline --no-config --format sarif=FILE",
      "mailauth diff results results --output FILE",
      "mailauth summary results --metrics FILE",
  };
  const std::pair<std::string, std::string> targets[] = {
      {"/dev/full", "cannot write /dev/full: No space left on device"},
      {"folder", "cannot write folder: Is a directory"},
      {"missing/out", "cannot write missing/out: No such file or directory"},
      {"old/out", "cannot write old/out: Not a directory"},
  };
  for (const std::string& writer : writers)
    for (const auto& [target, says] : targets) {
      std::string command = writer;
      command.replace(command.find("FILE"), 4, target);
      SCOPED_TRACE(command);
      const std::string text = shell("(" + command + ") 2>&1 >/dev/null; echo code $?").text;
      EXPECT_TRUE(text.ends_with("mailauth: " + says + "\ncode 2\n")) << text;
      EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 3) << text;  // lint says what it has judged
    }
  EXPECT_EQ(files(), before);
  EXPECT_EQ(tests::read_file(path("old")), "old");
}

// A limit on the size of files is what a full disk is to a program.
TEST_F(OutputFiles, OnAFullDiskLeaveWhatWasThere) {
  const std::size_t before = files();
  const tests::Output output =
      shell("ulimit -f 1; mailauth check example.com --offline --zone zone --no-config --format json=old 2>&1");
  EXPECT_EQ(output.exit_code, 2);
  EXPECT_EQ(output.text, "mailauth: cannot write old: File too large\n");
  EXPECT_EQ(tests::read_file(path("old")), "old");
  EXPECT_EQ(files(), before);
}

TEST_F(OutputFiles, MayBeStdoutUnderItsOtherName) {
  const std::string check = "mailauth check example.com --offline --zone zone --no-config --format ";
  const std::string expected = shell(check + "json").text;
  EXPECT_NE(expected, "");
  EXPECT_EQ(shell(check + "json=/dev/stdout").text, expected);
  EXPECT_EQ(shell("(echo before; " + check + "json=/dev/stdout; echo after) >out; cat out").text,
            "before\n" + expected + "after\n");
}

// As `mailauth rules | head -n 1` does.
TEST_F(OutputFiles, OfWhichNobodyReadsTheRestEndWithoutAWord) {
  EXPECT_EQ(shell("(sleep 0.3; mailauth rules; echo $? >code) 2>said | true; cat said code").text,
            std::to_string(128 + SIGPIPE) + "\n");
  EXPECT_EQ(shell("mailauth rules 2>&1 >/dev/full").text,
            "mailauth: cannot write to standard output: No space left on device\n");
}

}  // namespace
}  // namespace mailauth::output_files_test
