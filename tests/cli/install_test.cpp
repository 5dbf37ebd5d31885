// scripts/install puts what was built under a prefix, and takes away again exactly that.

#include <gtest/gtest.h>

#include <filesystem>

#include "support/files.h"

namespace mailauth::install_test {
namespace {

namespace fs = std::filesystem;
using tests::Output;

// The program of this build: nothing is built for a test.
class Install : public testing::Test {
 protected:
  Output install(const std::string& arguments) const {
    const std::string built = fs::path(MAILAUTH_BINARY).parent_path().string();
    return tests::run_command("cd " + folder_.path("") + " && HOME=" + folder_.path("home") + " INSTALL_FROM=" + built +
                              " " MAILAUTH_SOURCE_DIR "/scripts/install " + arguments + " 2>&1");
  }
  Output run(const std::string& command) const {
    return tests::run_command("cd " + folder_.path("") + " && " + command + " 2>&1");
  }

  tests::TemporaryFolder folder_;
};

// One test, since two calls at once would write the same pages of the build.
TEST_F(Install, IsThereWorksAndLeavesNothing) {
  const Output first = install("'a prefix'");
  ASSERT_EQ(first.exit_code, 0) << first.text;
  EXPECT_NE(first.text.find("/a prefix/bin is not on PATH; this line in ~/.profile adds it:  export PATH="),
            std::string::npos)
      << first.text;
  const std::string files = run("find 'a prefix' -type f | LC_ALL=C sort").text;
  for (const std::string_view file :
       {"bin/mailauth", "share/man/man1/mailauth.1.gz", "share/bash-completion/completions/mailauth",
        "share/zsh/site-functions/_mailauth", "share/fish/vendor_completions.d/mailauth.fish"})
    EXPECT_NE(files.find("a prefix/" + std::string(file) + "\n"), std::string::npos) << file << " of\n" << files;
  EXPECT_EQ(run("find 'a prefix' ! -perm -444").text, "") << "not for everybody";
  EXPECT_EQ(run("'a prefix/bin/mailauth' demo >report").exit_code, 1);

  // Again, over what an older version had and somebody else's file.
  run("cd 'a prefix/share' && echo old >mailauth/old && echo share/mailauth/old >>mailauth/installed && echo mine "
      ">mine");
  const Output second = install("\"$PWD/a prefix\"");
  ASSERT_EQ(second.exit_code, 0) << second.text;
  EXPECT_EQ(run("find 'a prefix' -type f ! -name mine | LC_ALL=C sort").text, files);

  const Output removed = install("--remove 'a prefix'");
  EXPECT_EQ(removed.exit_code, 0) << removed.text;
  EXPECT_EQ(run("find 'a prefix' | LC_ALL=C sort").text, "a prefix\na prefix/share\na prefix/share/mine\n");
  EXPECT_EQ(install("--remove 'a prefix'").exit_code, 2) << "nothing is there any more";

  // Without the checkout.
  ASSERT_EQ(install("other").exit_code, 0);
  const Output alone = run("other/share/mailauth/remove");
  EXPECT_EQ(alone.exit_code, 0) << alone.text;
  EXPECT_FALSE(fs::exists(folder_.path("other")));
}

TEST_F(Install, SaysInOneLineWhatItCannotDo) {
  tests::write_file(folder_.path("file"), "");
  for (const std::string arguments :
       {"--prefix", "''", "one two", "file", "file/below", "/proc/below", "--remove never"}) {
    const Output output = install(arguments);
    EXPECT_EQ(output.exit_code, 2) << arguments << ": " << output.text;
    EXPECT_EQ(output.text.find('\n'), output.text.size() - 1) << arguments << ": " << output.text;
  }
}

}  // namespace
}  // namespace mailauth::install_test
