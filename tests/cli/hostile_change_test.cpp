// A pull request of somebody who wants a broken record to pass, as the job of action.yml meets it: with the workflow
// and its patterns from the base branch, whatever it does to mailauth.toml, to the files that it names or to the
// records, the job fails.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>

#include "support/files.h"
#include "text/ascii.h"

namespace mailauth::hostile_change_test {
namespace {

namespace fs = std::filesystem;
using tests::Output;

constexpr std::string_view good_zone = R"($ORIGIN example.com.
$TTL 3600
@ SOA ns1 hostmaster 1 7200 3600 1209600 300
@ NS ns1
ns1 A 192.0.2.53
@ MX 0 .
@ TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject"
*._domainkey TXT "v=DKIM1; p="
)";

class HostileChange : public testing::Test {
 protected:
  HostileChange() {
    fs::create_directory(path("bin"));
    fs::create_symlink(MAILAUTH_BINARY, path("bin/mailauth"));
    fs::create_directories(path("origin/zones"));
    tests::write_file(path("origin/zones/example.com.zone"), good_zone);
    tests::write_file(path("origin/mailauth.toml"), "fail-on = \"warning\"\n");
    git("origin", "init -q -b main && git add -A && git commit -qm base");
    begin();
  }
  std::string path(std::string_view name) const { return folder_.path(name); }
  std::string in_checkout(std::string_view name) const { return path("checkout/" + std::string(name)); }

  Output shell(const std::string& command) const {
    return tests::run_command(fmt::format(
        "export PATH={}:$PATH HOME={} GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8 CI=true "
        "GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a "
        "GIT_COMMITTER_EMAIL=a@example.com; cd {} && {{ {}; }} 2>&1",
        path("bin"), path(""), path(""), command));
  }
  void git(const std::string& folder, const std::string& arguments) const {
    const Output output = shell("cd " + folder + " && git " + arguments);
    ASSERT_EQ(output.exit_code, 0) << arguments << output.text;
  }
  // As actions/checkout leaves it: nothing but the newest commit.
  void begin() const {
    fs::remove_all(path("checkout"));
    git(".", "clone -q --depth 1 file://" + path("origin") + " checkout && cd checkout && git checkout -qb change");
  }
  void write(std::string_view name, std::string_view content) const {
    fs::create_directories(fs::path(in_checkout(name)).parent_path());
    tests::write_file(in_checkout(name), content);
  }
  void break_record() const { write("zones/example.com.zone", text::replace_all(good_zone, "p=reject", "p:reject")); }
  Output job(const std::string& environment = "FILES='zones/*.zone'") const {
    git("checkout", "add -A && git commit -qm change --allow-empty");
    return shell("cd checkout && ARGUMENTS=--offline BASE=refs/heads/main SARIF=" + path("sarif") + " " + environment +
                 " " MAILAUTH_SOURCE_DIR "/packaging/run-in-ci");
  }
  // What the change itself would decide.
  Output without_base() const { return shell("cd checkout && mailauth lint --offline zones/*.zone"); }
  static bool has_failed(const Output& output) { return output.exit_code >= 1 && output.exit_code <= 3; }

  tests::TemporaryFolder folder_;
};

TEST_F(HostileChange, AGoodOnePassesAndABrokenOneFails) {
  const Output good = job();
  EXPECT_EQ(good.exit_code, 0) << good.text;
  EXPECT_NE(good.text.find("base/mailauth.toml decides: fail-on = warning\n"), std::string::npos) << good.text;
  break_record();
  EXPECT_EQ(job().exit_code, 1);
}

TEST_F(HostileChange, ItsMailauthTomlDecidesNothing) {
  const std::string_view excuses[] = {
      "[[ignore]]\nrule = \"*\"\nreason = \"x\"\n",
      "[severity]\ndmarc-tag-colon = \"off\"\ndmarc-missing = \"off\"\n",
      "fail-on = \"regression\"\nbaseline = \"known.json\"\n",
      "baseline = \"known.json\"\nfail-on = \"error\"\nallow-unknown = true\n",
  };
  for (const std::string_view excuse : excuses) {
    SCOPED_TRACE(excuse);
    begin();
    break_record();
    shell("cd checkout && mailauth lint --offline --no-config zones/*.zone --baseline known.json --update-baseline");
    write("mailauth.toml", excuse);
    EXPECT_EQ(without_base().exit_code, 0) << without_base().text;
    const Output output = job();
    EXPECT_EQ(output.exit_code, 1) << output.text;
  }
}

TEST_F(HostileChange, NorDoWarningsPassThatTheBaseBranchDoesNotLetPass) {
  write("zones/example.com.zone", text::replace_all(good_zone, "p=reject", "p=none"));
  write("mailauth.toml", "fail-on = \"error\"\n");
  EXPECT_EQ(without_base().exit_code, 0);
  EXPECT_EQ(job().exit_code, 1);
}

using Trick = std::function<void(const std::string& checkout)>;
struct Named {
  std::string_view name;
  Trick trick;
};

TEST_F(HostileChange, WhateverItDoesToFilesItFails) {
  const auto put = [](const std::string& file, std::string_view content) {
    fs::create_directories(fs::path(file).parent_path());
    tests::write_file(file, content);
  };
  const std::string zone = "/zones/example.com.zone";
  const Named tricks[] = {
      {"no mailauth.toml", [](const std::string& in) { fs::remove(in + "/mailauth.toml"); }},
      {"a wrong one", [&](const std::string& in) { put(in + "/mailauth.toml", "fail-on = \n"); }},
      {"a link for it",
       [](const std::string& in) {
         fs::remove(in + "/mailauth.toml");
         fs::create_symlink("/dev/null", in + "/mailauth.toml");
       }},
      {"one beside the records",
       [&](const std::string& in) { put(in + "/zones/mailauth.toml", "[[ignore]]\nrule=\"*\"\nreason=\"x\"\n"); }},
      {"other services and demands",
       [&](const std::string& in) {
         put(in + "/own.json", "[]");
         put(in + "/mailauth.toml", "providers = [\"own.json\"]\nresolvers = [\"127.0.0.1:9\"]\nexpect = []\n"
                                    "domains = [\"example.net\"]\ntimeout = 0.001\ndeadline = 0.001\n");
       }},
      {"attributes",
       [&](const std::string& in) { put(in + "/.gitattributes", "mailauth.toml export-ignore\n* text eol=crlf\n"); }},
      {"another name", [&](const std::string& in) { fs::rename(in + zone, in + "/zones/example.com.zone.txt"); }},
      {"another folder, changed",
       [&](const std::string& in) {
         put(in + "/dns/example.com.zone", tests::read_file(in + zone) + "www A 192.0.2.80\nmail A 192.0.2.25\n");
         fs::remove(in + zone);
       }},
      {"another name, and a good zone stays",
       [&](const std::string& in) {
         put(in + "/zones/example.net.zone", text::replace_all(good_zone, "example.com", "example.net"));
         fs::rename(in + zone, in + "/zones/example.com.txt");
       }},
      {"a folder", [&](const std::string& in) { put(in + "/zones/b.zone/c.zone", ""); }},
      {"a link to nothing", [&](const std::string& in) { fs::create_symlink("nothing", in + "/zones/b.zone"); }},
      {"a link in place of it",
       [&](const std::string& in) {
         fs::remove(in + zone);
         fs::create_symlink("/dev/null", in + zone);
       }},
      {"a link into .git",
       [&](const std::string& in) {
         fs::remove(in + zone);
         fs::create_symlink("../.git/config", in + zone);
       }},
      {"a link in place of the folder",
       [&](const std::string& in) {
         fs::rename(in + "/zones", in + "/records");
         fs::create_directory_symlink("/etc", in + "/zones");
       }},
      {"nothing in it", [&](const std::string& in) { put(in + zone, ""); }},
      {"no zone in it",
       [&](const std::string& in) { put(in + zone, "{\"format_version\": \"1.0\", \"values\": {}}"); }},
      {"no text in it",
       [&](const std::string& in) {
         put(in + zone, std::string("\x7f"
                                    "ELF\0\0\n",
                                    7));
       }},
      {"half a zone in it",
       [&](const std::string& in) { put(in + zone, tests::read_file(in + zone) + "@ TXT (\"v=\n"); }},
      {"a good zone before it", [&](const std::string& in) { put(in + "/zones/a.zone", good_zone); }},
      {"a link to a good zone",
       [&](const std::string& in) {
         put(in + "/good", good_zone);
         fs::create_symlink("../good", in + "/zones/a.zone");
       }},
      {"changes beside it",
       [&](const std::string& in) {
         put(in + "/zones/b.zone",
             R"({"Changes": [{"Action": "UPSERT", "ResourceRecordSet": {"Name": "_dmarc.example.com.", "Type": "TXT",
                 "TTL": 300, "ResourceRecords": [{"Value": "\"v=DMARC1; p=reject\""}]}}]})");
       }},
      {"a part that is not there",
       [&](const std::string& in) { put(in + zone, tests::read_file(in + zone) + "$INCLUDE missing\n"); }},
  };
  for (const auto& [name, trick] : tricks) {
    SCOPED_TRACE(name);
    begin();
    break_record();
    trick(path("checkout"));
    const Output output = job();
    EXPECT_TRUE(has_failed(output)) << output.exit_code << "\n" << output.text;
    EXPECT_EQ(output.text.find("[core]"), std::string::npos) << "the configuration of git was shown: " << output.text;
  }
}

// Another file of the records hides none of this one, and a file without records is none.
TEST_F(HostileChange, NoOtherFileHidesTheRecord) {
  const std::pair<std::string_view, std::string_view> files[] = {
      {"zones/z.zone", good_zone},
      {"zones/z.zone", "_dmarc.example.com. 300 IN TXT \"v=DMARC1; p=reject\"\n"},
      {"zones/example.com.zone", "; example.com\n"},
  };
  for (const auto& [name, content] : files) {
    SCOPED_TRACE(content);
    begin();
    break_record();
    write(name, content);
    const Output output = job();
    EXPECT_TRUE(has_failed(output)) << output.exit_code << "\n" << output.text;
  }
}

// A name that begins with a dash is a file, not an option of whoever chose it.
TEST_F(HostileChange, NoNameIsAnOption) {
  write("a.zone", text::replace_all(good_zone, "p=reject", "p:reject"));
  for (const std::string name : {"--config=x.zone", "--domain=example.zone", "-.zone"}) write(name, "");
  write("x.zone", "[[ignore]]\nrule=\"*\"\nreason=\"x\"\n");
  EXPECT_TRUE(has_failed(job("FILES='*.zone'")));
}

// On pull_request_target the checkout is of the base branch when nobody says otherwise.
TEST_F(HostileChange, WhatIsNotTheChangeIsNotJudgedForIt) {
  EXPECT_EQ(
      job("GITHUB_EVENT_NAME=pull_request_target GITHUB_SHA=$(git rev-parse HEAD) FILES='zones/*.zone'").exit_code, 2);
  EXPECT_EQ(job("GITHUB_EVENT_NAME=pull_request_target GITHUB_SHA=0123 FILES='zones/*.zone'").exit_code, 0);
}

TEST_F(HostileChange, AZoneThatIsGoneIsSaid) {
  write("zones/example.net.zone", text::replace_all(good_zone, "example.com", "example.net"));
  fs::remove(in_checkout("zones/example.com.zone"));
  // Git takes the new one for the old one with another name, and that is judged.
  const Output output = job();
  EXPECT_EQ(output.exit_code, 0) << output.text;
  EXPECT_NE(output.text.find("of the base branch, but not of the change: zones/example.com.zone\n"), std::string::npos)
      << output.text;
}

// The newest commit of the branch counts, not the one that the change began with.
TEST_F(HostileChange, TheBaseBranchOfTodayCounts) {
  break_record();
  tests::write_file(path("origin/mailauth.toml"), "[[ignore]]\nrule = \"*\"\nreason = \"on purpose\"\n");
  EXPECT_EQ(job().exit_code, 1);
  git("origin", "commit -qam decided");
  EXPECT_EQ(job().exit_code, 0) << job().text;
}

TEST_F(HostileChange, WithoutTheBaseBranchNothingPasses) {
  for (const std::string base : {"refs/heads/missing", "0123456789012345678901234567890123456789", "--upload-pack=x"}) {
    SCOPED_TRACE(base);
    const Output output = job("BASE=" + base + " FILES='zones/*.zone'");
    EXPECT_EQ(output.exit_code, 2) << output.text;
    EXPECT_NE(output.text.find("base-config: "), std::string::npos) << output.text;
  }
  fs::remove_all(in_checkout(".git"));
  EXPECT_EQ(shell("cd checkout && BASE=refs/heads/main FILES='zones/*.zone' ARGUMENTS=--offline " MAILAUTH_SOURCE_DIR
                  "/packaging/run-in-ci")
                .exit_code,
            2);
}

TEST_F(HostileChange, WhatIsCheckedOutCountsWhereThereIsNoBase) {
  break_record();
  write("mailauth.toml", "[[ignore]]\nrule = \"*\"\nreason = \"x\"\n");
  git("checkout", "add -A && git commit -qm pushed");
  EXPECT_EQ(job("BASE= FILES='zones/*.zone'").exit_code, 0);
  EXPECT_EQ(job("BASE= ARGUMENTS='--offline\n--no-config' FILES='zones/*.zone'").exit_code, 1)
      << "the workflow decides";
}

// Files that mailauth.toml names come with it, from the base branch as well.
TEST_F(HostileChange, WhatTheFileOfTheBaseBranchNamesComesFromThere) {
  break_record();
  shell("cd checkout && mailauth lint --offline --no-config zones/*.zone --baseline ../origin/known.json "
        "--update-baseline");
  tests::write_file(path("origin/mailauth.toml"), "fail-on = \"warning\"\nbaseline = \"known.json\"\n");
  git("origin", "add -A && git commit -qm known");
  EXPECT_EQ(job().exit_code, 0) << job().text;
  write("zones/example.com.zone", text::replace_all(good_zone, "v=spf1 -all", "v=spf1 -al"));
  shell("cd checkout && mailauth lint --offline --no-config zones/*.zone --baseline known.json --update-baseline");
  EXPECT_EQ(job().exit_code, 1);
}

}  // namespace
}  // namespace mailauth::hostile_change_test
