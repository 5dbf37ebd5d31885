// The repository of "In five minutes" in docs/ci.md, as its job meets it: a broken record fails with its place, and
// once it is repaired the job passes.

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/files.h"
#include "text/ascii.h"

namespace mailauth::pipeline_test {
namespace {

namespace fs = std::filesystem;
using tests::Output;

constexpr const char* zone = "zones/example.com.zone";

// What stands behind "files: " in the job.
std::string files_of(const std::string& workflow) {
  const std::size_t begin = workflow.find("files: ") + 7;
  return workflow.substr(begin, workflow.find('\n', begin) - begin);
}

class Pipeline : public testing::Test {
 protected:
  Pipeline() {
    fs::copy(MAILAUTH_SOURCE_DIR "/docs/examples/team", repository_, fs::copy_options::recursive);
    tests::run_command(
        "cd " + repository_ +
        " && git init -q && git add -A && git -c user.name=a -c user.email=a@example.com commit -qm first");
    fs::create_directory(folder_.path("bin"));
    fs::create_symlink(MAILAUTH_BINARY, folder_.path("bin/mailauth"));
  }

  // The step of action.yml that judges. A test asks nobody.
  Output job() {
    fs::remove(folder_.path("summary"));
    const std::string files = files_of(tests::read_file(repository_ + "/.github/workflows/dns.yml"));
    return tests::run_command(
        "cd " + repository_ + " && PATH=" + folder_.path("bin") +
        ":$PATH HOME=/nonexistent LC_ALL=C.UTF-8 GITHUB_ACTIONS=true GITHUB_WORKSPACE=" + repository_ +
        " GITHUB_STEP_SUMMARY=" + folder_.path("summary") + " FILES='" + files +
        "' ARGUMENTS=--offline SARIF=mailauth.sarif " MAILAUTH_SOURCE_DIR "/packaging/run-in-ci 2>&1");
  }
  // What pre-commit runs: the script of the hook, in its checkout of this project.
  Output commit_hook(const std::string& files, const std::string& hook = "mailauth") {
    const std::string hooks = tests::read_file(MAILAUTH_SOURCE_DIR "/.pre-commit-hooks.yaml");
    const std::size_t begin = hooks.find("entry: ", hooks.find("- id: " + hook + "\n")) + 7;
    const std::string entry = hooks.substr(begin, hooks.find('\n', begin) - begin);
    return tests::run_command("cd " + repository_ + " && PATH=" + folder_.path("bin") +
                              ":/usr/bin:/bin HOME=/nonexistent LC_ALL=C.UTF-8 " MAILAUTH_SOURCE_DIR "/" + entry + " " +
                              files + " 2>&1");
  }
  void change(std::string_view what, std::string_view with) {
    const std::string path = repository_ + "/" + zone, before = tests::read_file(path);
    const std::string after = text::replace_all(before, what, with);
    ASSERT_NE(before, after) << what;
    tests::write_file(path, after);
  }
  void repair() {
    change("v=DMARC1; p=reject; rua=mailto:dmarc@example.com", "\"v=DMARC1; p=reject; rua=mailto:dmarc@example.com\"");
  }

  tests::TemporaryFolder folder_;
  const std::string repository_ = folder_.path("repository");
};

TEST_F(Pipeline, FailsOnABrokenRecordAtItsPlace) {
  const Output output = job();
  EXPECT_EQ(output.exit_code, 1) << output.text;
  // _dmarc  TXT v=DMARC1; p=reject
  //                     ^
  EXPECT_NE(output.text.find("::error file=zones/example.com.zone,line=8,endLine=8,col=21,endColumn=61,"
                             "title=source-comment-swallows-rest::"),
            std::string::npos)
      << output.text;
  EXPECT_NE(output.text.find("_dmarc.example.com TXT  zones/example.com.zone:8:21\n"), std::string::npos)
      << output.text;
  EXPECT_NE(tests::read_file(folder_.path("summary")).find("zones/example.com.zone:8"), std::string::npos);
  const auto sarif = nlohmann::json::parse(tests::read_file(repository_ + "/mailauth.sarif"));
  const auto& place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], zone);
  EXPECT_EQ(place["region"]["startLine"], 8);
}

TEST_F(Pipeline, PassesWhenItIsRepaired) {
  repair();
  const Output output = job();
  EXPECT_EQ(output.exit_code, 0) << output.text;
  EXPECT_EQ(output.text.find("::error"), std::string::npos) << output.text;
}

TEST_F(Pipeline, FailsOnAFileThatCannotBeRead) {
  repair();
  change("@       MX  10 mail", "@       MX  mail");
  const Output output = job();
  EXPECT_EQ(output.exit_code, 2) << output.text;
  EXPECT_NE(output.text.find("mailauth: zones/example.com.zone:6:13: "), std::string::npos) << output.text;
}

// What stands in the DNS of others is asked for in the pipeline, not when something is committed.
TEST_F(Pipeline, ACommitIsNotHeldUpByWhatOnlyTheDnsKnows) {
  EXPECT_EQ(commit_hook(zone).exit_code, 1);
  repair();
  EXPECT_EQ(commit_hook(zone).exit_code, 0);
  change("v=spf1 mx ~all", "v=spf1 mx include:_spf.example.net ~all");
  EXPECT_EQ(job().exit_code, 3);
  EXPECT_EQ(commit_hook(zone).exit_code, 0);
  EXPECT_EQ(commit_hook("missing.zone").exit_code, 2);
}

// It has no pattern of its own: pre-commit hands it the file that says which hooks there are, until somebody gives it
// one.
TEST_F(Pipeline, TheHookForOtherFilesAsksForAPattern) {
  const Output output = commit_hook(".pre-commit-config.yaml", "mailauth-files");
  EXPECT_EQ(output.text, "mailauth-files: which files are judged? Give the hook a pattern in .pre-commit-config.yaml: "
                         "{id: mailauth-files, files: '^dns/.*\\.yaml$'}\n");
  EXPECT_EQ(output.exit_code, 2);
  EXPECT_EQ(commit_hook(zone, "mailauth-files").exit_code, 1);
}

TEST_F(Pipeline, AHookSaysThatMailauthIsMissing) {
  fs::remove(folder_.path("bin/mailauth"));
  if (tests::run_command("PATH=/usr/bin:/bin command -v mailauth").exit_code == 0)
    GTEST_SKIP() << "it is installed here";
  const Output output = commit_hook(zone);
  EXPECT_TRUE(output.text.starts_with("mailauth: mailauth is not installed, and the hook installs nothing: "))
      << output.text;
  EXPECT_EQ(output.exit_code, 2);
}

}  // namespace
}  // namespace mailauth::pipeline_test
