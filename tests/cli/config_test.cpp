// mailauth.toml as a user meets it: which file counts, who wins, what is ignored and what is refused.

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/files.h"

namespace mailauth::config_test {
namespace {

using tests::Output;

// One error.
constexpr std::string_view zone = R"($ORIGIN example.com.
$TTL 3600
@ SOA ns1 hostmaster 1 7200 3600 1209600 300
@ NS ns1
@ MX 0 .
@ TXT "v=spf1 -all"
_dmarc TXT "v:DMARC1; p=reject"
*._domainkey TXT "v=DKIM1; p="
)";

class Config : public testing::Test {
 protected:
  Config() {
    std::filesystem::create_directories(folder_.path("repo/.git"));
    std::filesystem::create_directories(folder_.path("repo/deep/down"));
    std::filesystem::create_directories(folder_.path("xdg/mailauth"));
    tests::write_file(folder_.path("zone"), zone);
  }

  void project(std::string_view toml) { tests::write_file(folder_.path("repo/mailauth.toml"), toml); }

  Output run(const std::string& arguments, const std::string& environment = "", const std::string& where = "repo") {
    return tests::run_command("cd " + folder_.path(where) +
                              " && HOME=/nonexistent XDG_CONFIG_HOME=" + folder_.path("xdg") + " LC_ALL=C.UTF-8 " +
                              environment + " " MAILAUTH_BINARY " " + arguments + " 2>&1");
  }
  Output check(const std::string& arguments, const std::string& environment = "") {
    return run("check --offline --zone " + folder_.path("zone") + " " + arguments, environment);
  }

  // The value of a key and where it came from, "2 default".
  std::string shown(const std::string& key, const std::string& environment = "", const std::string& where = "repo",
                    const std::string& arguments = "") {
    const Output output = run("config show --format json " + arguments, environment, where);
    const auto json = nlohmann::json::parse(output.text, nullptr, false);
    if (json.is_discarded()) return output.text;
    for (const auto& setting : json.at("settings"))
      if (setting.at("key") == key)
        return (setting.at("value").is_string() ? setting.at("value").get<std::string>() : setting.at("value").dump()) +
               " " + setting.at("from").get<std::string>();
    return "no such key";
  }

  tests::TemporaryFolder folder_;
};

TEST_F(Config, TheNearestFileOfTheRepositoryCounts) {
  EXPECT_EQ(shown("timeout"), "2 default");
  tests::write_file(folder_.path("xdg/mailauth/config.toml"), "timeout = 7\n");
  EXPECT_EQ(shown("timeout"), "7 " + folder_.path("xdg/mailauth/config.toml") + ":1:11");
  project("timeout = 5\n");
  EXPECT_EQ(shown("timeout"), "5 mailauth.toml:1:11");
  EXPECT_EQ(shown("timeout", "", "repo/deep/down"), "5 ../../mailauth.toml:1:11");
  tests::write_file(folder_.path("repo/deep/mailauth.toml"), "tries = 1\n");
  EXPECT_EQ(shown("timeout", "", "repo/deep/down"), "2 default") << "one file counts, alone";
}

TEST_F(Config, AFileAboveTheRepositoryOrOutsideOfOneDoesNotCount) {
  tests::write_file(folder_.path("mailauth.toml"), "timeout = 5\n");
  EXPECT_EQ(shown("timeout"), "2 default");
  std::filesystem::create_directories(folder_.path("elsewhere"));
  EXPECT_EQ(shown("timeout", "", "elsewhere"), "2 default");
  EXPECT_EQ(shown("timeout", "", "."), "5 mailauth.toml:1:11");
}

TEST_F(Config, FlagsWinOverTheEnvironmentThatOverTheFile) {
  project("fail-on = \"warning\"\ndomains = [\"example.com\"]\nselectors = [\"s1\", \"s2\"]\n");
  EXPECT_EQ(shown("selectors"), "[\"s1\",\"s2\"] mailauth.toml:3:13");
  EXPECT_EQ(shown("selectors", "MAILAUTH_SELECTORS=s3,s4"), "[\"s3\",\"s4\"] MAILAUTH_SELECTORS");
  EXPECT_EQ(shown("selectors", "", "repo", "--no-config"), "null default");
  EXPECT_NE(check("--format json").text.find("\"s1\""), std::string::npos);
  const Output flag = check("--selector s9 --format json", "MAILAUTH_SELECTORS=s3");
  EXPECT_NE(flag.text.find("\"s9\""), std::string::npos);
  EXPECT_EQ(flag.text.find("\"s3\""), std::string::npos);
  EXPECT_EQ(flag.text.find("\"s1\""), std::string::npos);
}

TEST_F(Config, AnotherFileCanBeNamed) {
  tests::write_file(folder_.path("other.toml"), "tries = 4\n");
  EXPECT_EQ(shown("tries", "", "repo", "--config ../other.toml"), "4 ../other.toml:1:9");
  EXPECT_EQ(shown("tries", "MAILAUTH_CONFIG=../other.toml"), "4 ../other.toml:1:9");
  EXPECT_EQ(run("config show --config missing.toml").exit_code, 2);
}

TEST_F(Config, WrongFilesAreOneLineWithThePlace) {
  struct Case {
    std::string_view toml, says;
  };
  const Case cases[] = {
      {"selektors = []\n", "mailauth.toml:1:1: there is no key 'selektors'; did you mean 'selectors'?"},
      {"tries = 3\ntries = 4\n", "mailauth.toml:2:"},
      {"timeout = \n", "mailauth.toml:1:"},
      {"timeout = \"long\"\n", "mailauth.toml:1:11: timeout is a number"},
      {"timeout = 0\n", "mailauth.toml:1:11: timeout: '0' is no number from 0.001 to 3600"},
      {"selectors = [1]\n", "mailauth.toml:1:13: selectors is a list of texts"},
      {"verbose = \"yes\"\n", "mailauth.toml:1:11: verbose is true or false"},
      {"fail-on = \"fatal\"\n", "mailauth.toml:1:11: fail-on: 'fatal' is not one of: error, info, regression, warning"},
      {"profiles = [\"gmail\"]\n", "mailauth.toml:1:12: profiles: 'gmail' is none of google, yahoo, microsoft"},
      {"resolvers = [\"localhost\"]\n", "mailauth.toml:1:13: resolvers: 'localhost'"},
      {"format = \"json=/etc/passwd\"\n", "mailauth.toml:1:10: a file to write is named with --format"},
      {"[severity]\nspf-mising = \"off\"\n", "mailauth.toml:2:1: there is no rule 'spf-mising'; did you mean"},
      {"[severity]\nspf-missing = \"fatal\"\n", "mailauth.toml:2:15: 'fatal' is not one of: error, warning, info, off"},
      {"[[ignore]]\nrule = \"spf-mising\"\nreason = \"x\"\n", "mailauth.toml:2:8: there is no rule 'spf-mising'"},
      {"[[ignore]]\nrule = \"smtp-*\"\nreason = \"x\"\n", "mailauth.toml:2:8: 'smtp-*' matches no rule"},
      {"[[ignore]]\nrule = \"spf-missing\"\n", "mailauth.toml:1:1: this [[ignore]] has no reason"},
      {"[[ignore]]\nreason = \"x\"\n", "mailauth.toml:1:1: this [[ignore]] names no rule"},
      {"[[ignore]]\nrule = \"spf-missing\"\nreason = \"x\"\nuntil = \"soon\"\n",
       "mailauth.toml:4:9: 'soon' is no day, such as 2027-01-31"},
      {"[[ignore]]\nrule = \"spf-missing\"\nreason = \"x\"\ndomain = \"exa mple.com\"\n",
       "mailauth.toml:4:10: 'exa mple.com' is no pattern of domains"},
      {"[[ignore]]\nrule = \"spf-missing\"\nreason = \"x\"\nuntill = 2027-01-31\n",
       "mailauth.toml:4:1: there is no key 'untill'; did you mean 'until'?"},
      {"[[ignore]]\nrule = \"spf-missing\"\nreason = \"x\"\nuntil = 2027-03-31T00:00:00Z\n",
       "mailauth.toml:4:9: until is a day, such as 2027-01-31"},
      {"[severities]\n", "mailauth.toml:1:1: there is no key 'severities'"},
      {"sevrity = 1\n", "mailauth.toml:1:1: there is no key 'sevrity'; did you mean 'severity'?"},
      {"severity = \"off\"\n", "mailauth.toml:1:1: severity is a table: write [severity]"},
      {"ignore = [\"spf-missing\"]\n", "mailauth.toml:1:1: ignore is a list of tables: write [[ignore]]"},
      {"[selectors]\na = 1\n", "mailauth.toml:1:1: selectors is no table: write selectors = ..."},
      {"allow-unknown = 1\n", "mailauth.toml:1:17: allow-unknown is true or false"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.toml);
    project(c.toml);
    for (const Output& output : {run("config show"), check("example.com")}) {
      EXPECT_EQ(output.exit_code, 2) << output.text;
      EXPECT_TRUE(output.text.starts_with("mailauth: " + std::string(c.says))) << output.text;
      EXPECT_EQ(std::count(output.text.begin(), output.text.end(), '\n'), 1) << output.text;
    }
  }
  EXPECT_NE(check("example.com", "MAILAUTH_TRIES=many").text.find("mailauth.toml:1:1"), std::string::npos);
  EXPECT_EQ(check("example.com --no-config", "MAILAUTH_TRIES=many").text,
            "mailauth: MAILAUTH_TRIES: tries: 'many' is no number from 1 to 20\n");
}

TEST_F(Config, AVariableThatIsNearlyOneOfOursIsAnError) {
  EXPECT_EQ(check("example.com", "MAILAUTH_SELECTOR=s1").text,
            "mailauth: there is no variable 'MAILAUTH_SELECTOR'; did you mean 'MAILAUTH_SELECTORS'?\n");
  EXPECT_EQ(check("example.com", "MAILAUTH_TIMEOUT= MAILAUTH_ARGUMENTS=lint").exit_code, 1);  // others have theirs
}

TEST_F(Config, WhatIsNotKnownMayPass) {
  project("[severity]\ndmarc-version-typo = \"off\"\n");
  EXPECT_EQ(check("example.net").exit_code, 3);
  const Output allowed = check("example.net --allow-unknown");
  EXPECT_EQ(allowed.exit_code, 0);
  EXPECT_NE(allowed.text.find("not known"), std::string::npos) << allowed.text;
  EXPECT_EQ(check("example.net", "MAILAUTH_ALLOW_UNKNOWN=true").exit_code, 0);
  project("allow-unknown = true\n");
  EXPECT_EQ(check("example.net").exit_code, 0);
  EXPECT_EQ(check("example.net example.com").exit_code, 1);  // what is found still counts
}

TEST_F(Config, SeveritiesOfTheProjectCount) {
  EXPECT_EQ(check("example.com").exit_code, 1);
  project("[severity]\ndmarc-version-typo = \"warning\"\n");
  EXPECT_EQ(check("example.com").exit_code, 0);
  EXPECT_NE(check("example.com").text.find("  warning  "), std::string::npos);
  EXPECT_EQ(check("example.com --no-config").exit_code, 1);
  project("[severity]\ndmarc-version-typo = \"off\"\n");
  EXPECT_EQ(check("example.com").text.find("dmarc-version-typo"), std::string::npos);
}

TEST_F(Config, WhatIsIgnoredIsKeptAndDoesNotCount) {
  project("[[ignore]]\nrule = \"dmarc-version-*\"\ndomain = \"*.com\"\nuntil = 2999-12-31\nreason = \"known\"\n");
  const Output text = check("example.com");
  EXPECT_EQ(text.exit_code, 0) << text.text;
  EXPECT_NE(text.text.find("1 ignored"), std::string::npos) << text.text;
  const auto json = nlohmann::json::parse(check("example.com --format json").text);
  const auto& suppressed = json["domains"][0]["suppressed"];
  ASSERT_EQ(suppressed.size(), 1u);
  EXPECT_EQ(suppressed[0]["rule"], "dmarc-version-typo");
  EXPECT_EQ(suppressed[0]["suppression"]["reason"], "known");
  EXPECT_EQ(suppressed[0]["suppression"]["until"], "2999-12-31");
  EXPECT_EQ(suppressed[0]["suppression"]["position"]["line"], 1);
  EXPECT_EQ(run("fix example.com --offline --zone " + folder_.path("zone")).exit_code, 0);
}

TEST_F(Config, AnExpiredIgnoreCountsAgainAndSaysSo) {
  project("\n[[ignore]]\nrule = \"dmarc-version-typo\"\nuntil = 2001-12-31\nreason = \"known\"\n");
  const Output output = check("example.com");
  EXPECT_EQ(output.exit_code, 1);
  EXPECT_NE(output.text.find("mailauth: mailauth.toml:2:1: this [[ignore]] of dmarc-version-typo ended on 2001-12-31"),
            std::string::npos)
      << output.text;
}

TEST_F(Config, AnIgnoreThatMatchesNothingIsReported) {
  project("[[ignore]]\nrule = \"spf-missing\"\nreason = \"known\"\n"
          "[[ignore]]\nrule = \"spf-missing\"\ndomain = \"example.net\"\nreason = \"of a domain not audited here\"\n");
  const Output output = check("example.com");
  EXPECT_EQ(output.exit_code, 1);
  EXPECT_NE(output.text.find("mailauth.toml:1:1: this [[ignore]] of spf-missing matches nothing any more"),
            std::string::npos)
      << output.text;
  EXPECT_EQ(output.text.find("mailauth.toml:4:1"), std::string::npos) << output.text;
}

// A checkout may come from strangers.
TEST_F(Config, AFileThatWasFoundNamesNoneOutsideOfItsRepository) {
  namespace fs = std::filesystem;
  tests::write_file(folder_.path("outside"), "");
  tests::write_file(folder_.path("repo/inside"), "");
  tests::write_file(folder_.path("repo/.git/config"), "");
  fs::create_symlink(folder_.path("outside"), folder_.path("repo/link"));
  fs::create_symlink("..", folder_.path("repo/above"));
  fs::create_symlink("inside", folder_.path("repo/to-inside"));
  fs::create_symlink(".git", folder_.path("repo/to-git"));
  for (const std::string file : {"/etc/passwd", "../outside", "link", "above/outside", "deep/../../outside",
                                 ".git/config", "to-git/config", "/dev/stdin", "../missing"}) {
    for (const std::string key : {"bad-keys", "baseline", "providers"}) {
      SCOPED_TRACE(key + " " + file);
      project("timeout = 1\n" + key + " = \"" + file + "\"\n");
      const Output output = check("example.com");
      EXPECT_EQ(output.exit_code, 2);
      const std::string column = std::to_string(key.size() + 4);
      EXPECT_EQ(output.text, "mailauth: mailauth.toml:2:" + column + ": " + key + ": '" + file +
                                 "' is no file of the repository; what --config names may name any file\n");
    }
  }
  for (const std::string file : {"inside", "to-inside", "./deep/../inside", "/inside"}) {
    SCOPED_TRACE(file);
    project("bad-keys = \"" + (file[0] == '/' ? folder_.path("repo") : "") + file + "\"\n");
    EXPECT_EQ(check("example.com").exit_code, 1);
  }
  project("bad-keys = \"../outside\"\n");
  EXPECT_EQ(check("example.com --config mailauth.toml").exit_code, 1);
  EXPECT_EQ(check("example.com", "MAILAUTH_CONFIG=mailauth.toml").exit_code, 1);
  fs::remove(folder_.path("repo/mailauth.toml"));
  tests::write_file(folder_.path("xdg/mailauth/config.toml"), "bad-keys = \"/dev/null\"\n");
  EXPECT_EQ(check("example.com").exit_code, 1);
  fs::create_symlink("../outside", folder_.path("repo/mailauth.toml"));
  EXPECT_EQ(check("example.com").text, "mailauth: mailauth.toml leads out of the repository: name it with --config\n");
}

TEST_F(Config, NothingOfAFileThatItNamesIsQuoted) {
  const std::string_view secrets[] = {
      "TOKEN=hunter2",
      "hunter2",
      "[{\"hunter2\": 1}]",
      "[{\"id\": \"hunter2 x\", \"name\": \"a\", \"kind\": \"hunter2\"}]",
      "[{\"id\": \"a\", \"name\": \"a\", \"kind\": \"sender\", \"spf_scope\": \"hunter2\"}]",
      "{\"schema_version\": \"hunter2\", \"findings\": []}",
      "{\"schema_version\": 1, \"findings\": [\"hunter2\"]}",
      "{\"schema_version\": 1, \"findings\": [{\"fingerprint\": \"hunter2\", \"severity\": \"hunter2\"}]}",
      "{\"findings\": hunter2}",
      "# good\n0123456789abcdef0123456789abcdef\nhunter2hunter2\n",
  };
  for (const std::string_view secret : secrets)
    for (const std::string key : {"bad-keys", "baseline", "providers"})
      for (const std::string how : {"", " --config mailauth.toml"}) {
        SCOPED_TRACE(key + how + ": " + std::string(secret));
        tests::write_file(folder_.path("repo/secret"), secret);
        project(key + " = \"secret\"\n");
        const Output output = check("example.com" + how);
        EXPECT_EQ(output.exit_code, 2) << output.text;
        EXPECT_EQ(output.text.find("hunter2"), std::string::npos) << output.text;
        EXPECT_NE(output.text.find("secret"), std::string::npos) << output.text;
        EXPECT_EQ(std::count(output.text.begin(), output.text.end(), '\n'), 1) << output.text;
      }
}

TEST_F(Config, APipelineSaysWhatItDecides) {
  project(
      "fail-on = \"warning\"\nresolvers = [\"127.0.0.1:9\"]\ntimeout = 1\n[severity]\ndmarc-np-suggested = \"off\"\n"
      "[[ignore]]\nrule = \"spf-*\"\nreason = \"x\"\n[[ignore]]\nrule = \"spf-*\"\nreason = \"x\"\nuntil = "
      "2001-01-01\n");
  const std::string rest = "[severity] of 1 rule, 1 [[ignore]]\n";
  const auto said = [&](const std::string& arguments, const std::string& environment) {
    const std::string text = check(arguments, environment).text;
    const std::size_t begin = text.find("mailauth: mailauth.toml decides");
    return begin == std::string::npos ? "" : text.substr(begin, text.find('\n', begin) + 1 - begin);
  };
  EXPECT_EQ(said("example.com", "CI=true"), "mailauth: mailauth.toml decides: fail-on = warning, " + rest);
  EXPECT_EQ(said("example.com --fail-on error", "CI=1"), "mailauth: mailauth.toml decides: " + rest);
  EXPECT_EQ(said("example.com", "CI=true MAILAUTH_FAIL_ON=error"), "mailauth: mailauth.toml decides: " + rest);
  EXPECT_EQ(said("example.com --config mailauth.toml", "CI=true"),
            "mailauth: mailauth.toml decides: fail-on = warning, " + rest);
  EXPECT_EQ(said("example.com", "CI="), "");
  EXPECT_EQ(said("example.com", "env -u CI"), "");
  EXPECT_EQ(said("example.com --no-config", "CI=true"), "");
  EXPECT_NE(run("check example.com --tries 1 --timeout 0.01 --deadline 0.1", "CI=true")
                .text.find("decides: fail-on = warning, resolvers = 127.0.0.1:9, "),
            std::string::npos);
  EXPECT_EQ(run("config show", "CI=true").text.find("decides"), std::string::npos);
  project("timeout = 1\n");
  EXPECT_EQ(said("example.com", "CI=true"), "");
}

TEST_F(Config, ARecordingIsAuditedAsItWasRecorded) {
  const std::string file = folder_.path("answers.json");
  ASSERT_EQ(check("example.com --record " + file).exit_code, 1);
  project("domains = [\"example.net\"]\nselectors = [\"s1\"]\nmail-from = \"bounce.example.com\"\n"
          "resolvers = [\"192.0.2.53\"]\n");
  EXPECT_EQ(run("check --replay " + file).exit_code, 1);
}

}  // namespace
}  // namespace mailauth::config_test
