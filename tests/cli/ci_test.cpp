// packaging/run-in-ci, which action.yml runs: what it asks of mailauth, and what it does with the answers.

#include <gtest/gtest.h>

#include "support/files.h"

namespace mailauth {
namespace {

using tests::Output;

class RunInCi : public testing::Test {
 protected:
  // In place of mailauth: writes its arguments, and a report with a line that a runner would take for a command.
  RunInCi() {
    tests::write_file(folder_.path("mailauth"), R"(#!/bin/sh
echo "arguments:$*"
for argument; do
  case $argument in
    text=*) echo '::error::from the DNS' >"${argument#text=}" ;;
    markdown=*) echo 'a summary' >"${argument#markdown=}" ;;
  esac
done
exit 1
)");
    tests::run_command("chmod +x " + folder_.path("mailauth"));
    for (const std::string name : {"a.zone", "b c.zone"}) tests::write_file(folder_.path(name), "");
  }
  Output run(const std::string& environment) {
    return tests::run_command("cd " + folder_.path("") + " && PATH=.:$PATH GITHUB_STEP_SUMMARY=page " + environment +
                              " " MAILAUTH_SOURCE_DIR "/packaging/run-in-ci 2>&1");
  }
  tests::TemporaryFolder folder_;
};

TEST_F(RunInCi, JudgesTheFilesThatThePatternsMean) {
  const Output output = run("FILES='*.zone\n\n' ARGUMENTS='--offline\n--fail-on\nwarning'");
  EXPECT_TRUE(output.text.starts_with("arguments:lint a.zone b c.zone --offline --fail-on warning --format github"))
      << output.text;
  EXPECT_EQ(output.exit_code, 1);
}

TEST_F(RunInCi, AuditsTheDomainsOrThoseOfTheConfiguration) {
  EXPECT_TRUE(run("DOMAINS='example.com example.net'").text.starts_with("arguments:check example.com example.net --"));
  EXPECT_TRUE(run("SARIF=a.sarif").text.starts_with("arguments:check --format"));
  EXPECT_NE(run("SARIF=a.sarif").text.find("--format sarif=a.sarif"), std::string::npos);
}

TEST_F(RunInCi, NoLineOfAReportIsACommandToTheRunner) {
  const std::string text = run("").text;
  const std::size_t stop = text.find("::stop-commands::"), line = text.find("::error::from the DNS");
  ASSERT_NE(stop, std::string::npos) << text;
  ASSERT_NE(line, std::string::npos) << text;
  EXPECT_LT(stop, line);
  const std::string token = text.substr(stop + 17, 32);
  EXPECT_EQ(token.find_first_not_of("0123456789abcdef"), std::string::npos) << token;
  EXPECT_GT(text.find("::" + token + "::", line), line);
  EXPECT_EQ(tests::read_file(folder_.path("page")), "a summary\n");
}

}  // namespace
}  // namespace mailauth
