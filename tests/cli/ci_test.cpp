// packaging/run-in-ci, which action.yml runs: what it asks of mailauth, and what it does with the answers.

#include <gtest/gtest.h>

#include <filesystem>

#include "support/files.h"

namespace mailauth::ci_test {
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
  EXPECT_TRUE(output.text.starts_with(
      "arguments:lint --no-config --offline --fail-on warning --input-format zone --format github "))
      << output.text;
  EXPECT_NE(output.text.find("--format sarif=mailauth.sarif -- a.zone b c.zone\n"), std::string::npos) << output.text;
  EXPECT_EQ(output.exit_code, 1);
}

TEST_F(RunInCi, ExpandsPatternsAsShellsDo) {
  std::filesystem::create_directories(folder_.path("zones/deep/er"));
  for (const std::string name : {"zones/deep/er/c.zone", "-d.zone"}) tests::write_file(folder_.path(name), "");
  const auto files = [&](const std::string& patterns) {
    const std::string text = run("FILES='" + patterns + "'").text;
    const std::size_t begin = text.find(" -- ") + 4;
    return text.substr(begin, text.find('\n') - begin);
  };
  EXPECT_EQ(files("zones/**/*.zone"), "zones/deep/er/c.zone");
  EXPECT_EQ(files("  b c.zone  \n*d.zone\n"), "b c.zone -d.zone");  // not an option
  EXPECT_EQ(files("missing/*.zone"), "missing/*.zone");             // which mailauth cannot read
}

// What its name says is a zone file is read as one, unless the workflow says otherwise.
TEST_F(RunInCi, SaysWhatZoneFilesAre) {
  EXPECT_NE(run("FILES='a.zone\nb c.zone'").text.find("lint --no-config --input-format zone --format"),
            std::string::npos);
  EXPECT_NE(run("FILES='a.zone\nplan.json'").text.find("lint --no-config --format"), std::string::npos);
  EXPECT_NE(
      run("FILES=a.zone ARGUMENTS='--input-format bind'").text.find("lint --no-config --input-format bind --format"),
      std::string::npos);
}

TEST_F(RunInCi, AuditsTheDomainsOrThoseOfTheConfiguration) {
  const std::string named = run("DOMAINS='example.com example.net'").text;
  EXPECT_TRUE(named.starts_with("arguments:check --no-config --format ")) << named;
  EXPECT_NE(named.find(" -- example.com example.net\n"), std::string::npos) << named;
  EXPECT_NE(run("ARGUMENTS='--config own.toml'").text.find("arguments:check --config own.toml --format "),
            std::string::npos);
  EXPECT_NE(run("FORMATS='text junit=a.xml'").text.find("--no-config --format text --format junit=a.xml --\n"),
            std::string::npos);
  EXPECT_NE(run("SARIF=a.sarif").text.find("--format sarif=a.sarif --\n"), std::string::npos);
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
}  // namespace mailauth::ci_test
