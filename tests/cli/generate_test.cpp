// `mailauth generate`: the tools that read what it prints find nothing wrong with it.

#include <gtest/gtest.h>

#include "support/files.h"

namespace mailauth::generate_test {
namespace {

using tests::Output;

Output generate(const std::string& what) {
  return tests::run_command("SOURCE_DATE_EPOCH=1767225600 " MAILAUTH_BINARY " generate " + what + " 2>&1");
}

bool is_installed(const std::string& tool) { return tests::run_command("command -v " + tool).exit_code == 0; }

class Generated : public testing::Test {
 protected:
  // What the tool says of the file; empty: nothing is wrong.
  std::string complaints(const std::string& what, const std::string& tool) {
    const Output output = generate(what);
    EXPECT_EQ(output.exit_code, 0);
    tests::write_file(folder_.path(what), output.text);
    return tests::run_command(tool + " " + folder_.path(what) + " 2>&1").text;
  }
  tests::TemporaryFolder folder_;
};

TEST_F(Generated, ManPageIsWhatMandocWants) {
  if (!is_installed("mandoc")) GTEST_SKIP() << "mandoc is not installed";
  EXPECT_EQ(complaints("man", "mandoc -T lint"), "");
  const std::string page = generate("man").text;
  EXPECT_NE(page.find(".TH MAILAUTH 1 2026-01-01"), std::string::npos) << page.substr(0, 200);
  for (const std::string_view part : {"mailauth spf check", "\\-\\-selector", "MAILAUTH_TIMEOUT", ".SH EXIT STATUS"})
    EXPECT_NE(page.find(part), std::string::npos) << part;
}

TEST_F(Generated, CompletionsAreSyntaxOfTheirShells) {
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    if (!is_installed(shell)) GTEST_SKIP() << shell << " is not installed";
    EXPECT_EQ(complaints(shell, shell + " -n"), "") << shell;
  }
}

// What bash offers after a command line.
std::string completed(const std::string& words) {
  const std::string script = "eval \"$(" MAILAUTH_BINARY " generate bash)\"; COMP_WORDS=(" + words +
                             "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _mailauth; echo \"${COMPREPLY[*]}\"";
  return tests::run_command("bash -c '" + script + "'").text;
}

TEST_F(Generated, BashCompletesCommandsOptionsAndWords) {
  EXPECT_EQ(completed("mailauth swe"), "sweep\n");
  EXPECT_EQ(completed("mailauth spf tr"), "tree\n");
  EXPECT_EQ(completed("mailauth check --sel"), "--selector\n");
  EXPECT_EQ(completed("mailauth check --color al"), "always\n");
  EXPECT_EQ(completed("mailauth explain dmarc-version-ty"), "dmarc-version-typo\n");
  EXPECT_EQ(completed("mailauth check example.com --offl"), "--offline\n");
  EXPECT_EQ(completed("mailauth lint zone --format sar"), "sarif\n");
  EXPECT_EQ(completed("mailauth generate fi"), "fish\n");
  EXPECT_EQ(completed("mailauth setup fastm"), "fastmail\n");
  // Bash parts words at '='.
  EXPECT_EQ(completed("mailauth lint --input-format = terr"), "terraform\n");
  EXPECT_EQ(completed("mailauth lint --against ="), "live\n");
  EXPECT_EQ(completed("mailauth lint --format sarif = mailauth"), "\n");  // a file
}

TEST_F(Generated, SchemaIsThatOfTheJsonReport) {
  EXPECT_EQ(generate("schema").text, tests::read_file(MAILAUTH_SOURCE_DIR "/docs/report.schema.json"));
}

TEST_F(Generated, WhatIsNotThereIsNamed) {
  const Output output = generate("tcsh");
  EXPECT_EQ(output.exit_code, 2);
  EXPECT_NE(output.text.find("'tcsh' is not one of: bash, fish, man, schema, zsh"), std::string::npos) << output.text;
}

}  // namespace
}  // namespace mailauth::generate_test
