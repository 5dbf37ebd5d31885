// packaging/install-in-ci, which action.yml and gitlab.yml run: where it takes mailauth from. It runs in a checkout of
// its own, whose scripts/package builds at once, among programs that only say what they were asked for.

#include <gtest/gtest.h>

#include <filesystem>

#include "support/files.h"

namespace mailauth::install_in_ci_test {
namespace {

namespace fs = std::filesystem;
using tests::Output;

constexpr const char* commit = "0123456789abcdef0123456789abcdef01234567";

class InstallInCi : public testing::Test {
 protected:
  InstallInCi() {
    fs::create_directories(path("sources/packaging"));
    fs::copy_file(MAILAUTH_SOURCE_DIR "/packaging/install-in-ci", path("sources/packaging/install-in-ci"));
    program("sources/scripts/package",
            "echo built >>log; mkdir -p sources/build/package; echo x >sources/build/package/mailauth_0.1.0_amd64.deb");
    program("bin/apt-get", "echo \"apt-get $*\" >>log");
    program("bin/dpkg", "echo amd64");
    program("bin/id", "echo 0");
    for (const std::string name :
         {"bash", "env", "realpath", "dirname", "mktemp", "mkdir", "cp", "tar", "sha256sum", "cat"})
      fs::create_symlink(tests::run_command("printf %s \"$(command -v " + name + ")\"").text, path("bin/" + name));
  }
  std::string path(std::string_view name) const { return folder_.path(name); }
  void program(const std::string& name, const std::string& body) const {
    fs::create_directories(fs::path(path(name)).parent_path());
    tests::write_file(path(name), "#!/bin/sh\n" + body + "\n");
    fs::permissions(path(name), fs::perms::owner_all);
  }
  // What it prints, and behind it what the programs were asked for.
  Output run(const std::string& phase, const std::string& environment = "") const {
    const Output output = tests::run_command("cd " + path("") + " && rm -f log && env -i PATH=" + path("bin") +
                                             " GITHUB_OUTPUT=output RUNNER_TEMP=" + path("temp") + " " + environment +
                                             " sources/packaging/install-in-ci " + phase + " 2>&1");
    return {output.exit_code, output.text + (fs::exists(path("log")) ? tests::read_file(path("log")) : "")};
  }
  // What the step hands to those after it.
  std::string said() const { return fs::exists(path("output")) ? tests::read_file(path("output")) : ""; }
  std::string key() const {
    fs::remove(path("output"));
    run("find");
    const std::string text = said();
    return text.substr(0, text.find('\n'));
  }
  std::string from_release(const std::string& ref) const { return "REPOSITORY=OWNER/mailauth RELEASE=" + ref; }

  tests::TemporaryFolder folder_;
};

bool has(const Output& output, std::string_view text) { return output.text.find(text) != std::string::npos; }

TEST_F(InstallInCi, TakesThePackageThatIsNamed) {
  tests::write_file(path("own.deb"), "");
  program("bin/mailauth", "");
  const Output output = run("find", "PACKAGE=own.deb");
  EXPECT_EQ(output.exit_code, 0) << output.text;
  EXPECT_TRUE(has(output, "apt-get install -y -qq " + path("own.deb") + "\n")) << output.text;
  EXPECT_EQ(said(), "");
  const Output missing = run("find", "PACKAGE=other.deb");
  EXPECT_EQ(missing.text, "install-in-ci: there is no file other.deb\n");
  EXPECT_EQ(missing.exit_code, 2);
}

TEST_F(InstallInCi, LeavesWhatIsThere) {
  program("bin/mailauth", "");
  fs::remove(path("bin/apt-get"));
  for (const std::string phase : {"find", ""}) {
    const Output output = run(phase);
    EXPECT_EQ(output.text, "install-in-ci: " + path("bin/mailauth") + " is there already\n");
    EXPECT_EQ(output.exit_code, 0);
    EXPECT_EQ(said(), "");
  }
}

TEST_F(InstallInCi, TakesThePackageOfTheRelease) {
  program("bin/gh", "echo \"gh $*\" >>log; for last; do :; done; echo x >\"$last\"/mailauth_0.1.0_amd64.deb");
  const Output output = run("find", from_release("v0.1.0"));
  EXPECT_EQ(output.exit_code, 0) << output.text;
  EXPECT_TRUE(has(output, "gh release download v0.1.0 --repo OWNER/mailauth --pattern mailauth_*_amd64.deb --dir "))
      << output.text;
  EXPECT_TRUE(has(output, "/mailauth_0.1.0_amd64.deb\n")) << output.text;
  EXPECT_EQ(said(), "");
}

TEST_F(InstallInCi, KnowsTheReleaseFromTheFolderOfTheAction) {
  program("bin/gh", "echo \"gh $*\" >>log; exit 1");
  EXPECT_TRUE(has(run("find", "GITHUB_ACTION_PATH=/w/_actions/OWNER/mailauth/releases/v1"),
                  "gh release download releases/v1 --repo OWNER/mailauth "));
  EXPECT_FALSE(has(run("find", "GITHUB_ACTION_PATH=/w/team/./"), "gh release"));
}

// Somebody's fork has none, and whoever names a commit asks for nothing else.
TEST_F(InstallInCi, WithoutAReleaseItIsToBeBuilt) {
  const std::string without_gh = run("find", from_release("v0.1.0")).text;
  EXPECT_EQ(without_gh, "install-in-ci: there is no gh here to look for a release with\n");
  program("bin/gh", "echo \"gh $*\" >>log; echo release not found >&2; echo more >&2; exit 1");
  const Output none = run("find", from_release("v0.1.0"));
  EXPECT_TRUE(
      has(none, "install-in-ci: there is no package of a release v0.1.0 of OWNER/mailauth (gh: release not found)\n"))
      << none.text;
  EXPECT_EQ(none.exit_code, 0);
  const Output pinned = run("find", from_release(commit));
  EXPECT_EQ(pinned.text, "");
  EXPECT_TRUE(said().starts_with("key=mailauth-")) << said();
  EXPECT_NE(said().find("\nfolder=" + path("temp/mailauth") + "\n"), std::string::npos) << said();
}

TEST_F(InstallInCi, BuildsOnceAndThenTakesItFromTheCache) {
  const std::string package = path("temp/mailauth/") + key().substr(4) + ".deb";
  const Output first = run("build");
  EXPECT_EQ(first.exit_code, 0) << first.text;
  EXPECT_TRUE(has(first, "install-in-ci: building mailauth from its sources, ")) << first.text;
  EXPECT_TRUE(has(first, "built\napt-get install -y -qq " + package + "\n")) << first.text;
  EXPECT_TRUE(said().ends_with("\nbuilt=true\n")) << said();
  fs::remove(path("output"));
  const Output second = run("build");
  EXPECT_EQ(second.text,
            "install-in-ci: the cache has mailauth of these sources\napt-get install -y -qq " + package + "\n");
  EXPECT_EQ(said(), "");
  EXPECT_EQ(run("").text, second.text);  // both, as on GitLab
}

TEST_F(InstallInCi, EachChangeOfTheSourcesHasAKeyOfItsOwn) {
  const std::string before = key();
  EXPECT_EQ(key(), before);
  tests::run_command("touch -d 2001-01-01 " + path("sources/scripts/package"));
  fs::create_directory(path("sources/.git"));
  tests::write_file(path("sources/.git/HEAD"), "x");
  EXPECT_EQ(key(), before);
  tests::write_file(path("sources/new"), "");
  EXPECT_NE(key(), before);
}

TEST_F(InstallInCi, SaysInOneLineWhatIsMissing) {
  program("sources/scripts/package", "exit 1");
  EXPECT_EQ(run("build").exit_code, 2);
  EXPECT_TRUE(run("build").text.ends_with("install-in-ci: mailauth cannot be built here; the lines above say why\n"));
  program("bin/id", "echo 1000");
  program("bin/sudo", "exit 1");
  const Output user = run("find");
  EXPECT_EQ(
      user.text,
      "install-in-ci: packages need root, and there is no sudo that asks for no password; install mailauth in a step "
      "before\n");
  EXPECT_EQ(user.exit_code, 2);
  fs::remove(path("bin/apt-get"));
  const Output elsewhere = run("find");
  EXPECT_EQ(elsewhere.text, "install-in-ci: there is no apt-get here; take a runner or an image of Debian 12 or 13 or "
                            "Ubuntu 24.04, or install "
                            "mailauth in a step before\n");
  EXPECT_EQ(elsewhere.exit_code, 2);
}

TEST_F(InstallInCi, BecomesRootWhereItMay) {
  program("bin/id", "echo 1000");
  program("bin/sudo", "echo \"sudo $*\" >>log; [ \"$2\" = true ] || { shift; exec \"$@\"; }");
  const Output output = run("build");
  EXPECT_EQ(output.exit_code, 0) << output.text;
  EXPECT_TRUE(has(output, "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq ")) << output.text;
}

}  // namespace
}  // namespace mailauth::install_in_ci_test
