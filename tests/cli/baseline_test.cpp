// --baseline: only what is new or worse fails.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/files.h"
#include "text/ascii.h"

namespace mailauth::baseline_test {
namespace {

using nlohmann::json;
using tests::Output;

// One error: v:DMARC1.
constexpr std::string_view zone = R"($ORIGIN example.com.
$TTL 3600
@ SOA ns1 hostmaster 1 7200 3600 1209600 300
@ NS ns1
@ MX 0 .
@ TXT "v=spf1 -all"
_dmarc TXT "v:DMARC1; p=reject"
*._domainkey TXT "v=DKIM1; p="
)";

class BaselineFile : public testing::Test {
 protected:
  Output check(const std::string& options, std::string_view content = zone) {
    tests::write_file(folder_.path("zone"), content);
    return tests::run_command("cd " + folder_.path("") +
                              " && HOME=/nonexistent LC_ALL=C.UTF-8 " MAILAUTH_BINARY
                              " check example.com --no-config --offline --zone zone " +
                              options + " 2>&1");
  }
  json baseline() { return json::parse(tests::read_file(folder_.path("known.json"))); }
  void write_baseline() { ASSERT_EQ(check("--baseline known.json --update-baseline").exit_code, 0); }

  tests::TemporaryFolder folder_;
};

const std::string repaired = text::replace_all(zone, "v:DMARC1", "v=DMARC1");
const std::string more = text::replace_all(zone, "v=spf1 -all", "v=spf1 ipv4:192.0.2.1 -all");

TEST_F(BaselineFile, HoldsEveryFindingWithTheDayItWasSeen) {
  write_baseline();
  const json first = baseline();
  EXPECT_EQ(first.at("schema_version"), 1);
  ASSERT_FALSE(first.at("findings").empty());
  for (const json& finding : first.at("findings")) {
    EXPECT_EQ(finding.at("domain"), "example.com");
    EXPECT_EQ(finding.at("fingerprint").get<std::string>().size(), 16u);
    EXPECT_EQ(finding.at("first_seen").get<std::string>().size(), 10u);
  }
  EXPECT_NE(first.dump().find("dmarc-version-typo"), std::string::npos);
}

TEST_F(BaselineFile, KeepsTheDayOnWhichAFindingWasSeenFirst) {
  write_baseline();
  json old = baseline();
  for (json& finding : old["findings"]) finding["first_seen"] = "2001-02-03";
  tests::write_file(folder_.path("known.json"), old.dump());
  write_baseline();
  const json after = baseline();
  for (const json& finding : after.at("findings")) EXPECT_EQ(finding.at("first_seen"), "2001-02-03");
}

TEST_F(BaselineFile, WhatIsInItDoesNotFail) {
  EXPECT_EQ(check("").exit_code, 1);
  write_baseline();
  const Output known = check("--baseline known.json");
  EXPECT_EQ(known.exit_code, 0) << known.text;
  EXPECT_NE(known.text.find("known from the baseline"), std::string::npos) << known.text;
  EXPECT_EQ(known.text.find("  new: "), std::string::npos) << known.text;
  const json report = json::parse(check("--baseline known.json --format json").text);
  for (const json& finding : report["domains"][0]["findings"]) EXPECT_EQ(finding["change"], "unchanged");
}

// With so many addresses that no report can be sent to, of which 20 are listed.
std::string with_addresses(int number) {
  std::string addresses = "a:b@c";
  for (int i = 1; i < number; ++i) addresses += ",a:b@c";
  return text::replace_all(repaired, "p=reject", "p=reject; rua=" + addresses);
}

TEST_F(BaselineFile, KnowsHowManyAreNotListed) {
  ASSERT_EQ(check("--baseline known.json --update-baseline", with_addresses(25)).exit_code, 0);
  EXPECT_NE(baseline().dump().find(R"("more":5)"), std::string::npos);
  EXPECT_EQ(check("--baseline known.json", with_addresses(25)).exit_code, 0);
  EXPECT_EQ(check("--baseline known.json", with_addresses(24)).exit_code, 0);
  EXPECT_EQ(check("--baseline known.json", with_addresses(26)).exit_code, 1);
  // One that was not listed before is listed now, because another one is gone.
  const std::string other = text::replace_all(with_addresses(25), "rua=a:b@c,", "rua=x:y@z,");
  EXPECT_EQ(check("--baseline known.json", other).exit_code, 0);
}

TEST_F(BaselineFile, WhatIsNewFails) {
  write_baseline();
  const Output output = check("--baseline known.json", more);
  EXPECT_EQ(output.exit_code, 1) << output.text;
  EXPECT_NE(output.text.find("  new: "), std::string::npos) << output.text;
  EXPECT_EQ(check("--baseline known.json --update-baseline", more).exit_code, 0);
  EXPECT_EQ(check("--baseline known.json", more).exit_code, 0);
}

TEST_F(BaselineFile, WhatIsWorseFails) {
  write_baseline();
  json old = baseline();
  for (json& finding : old["findings"]) finding["severity"] = "info";
  tests::write_file(folder_.path("known.json"), old.dump());
  EXPECT_EQ(check("--baseline known.json").exit_code, 1);
  EXPECT_NE(check("--baseline known.json --format json").text.find("\"worse\""), std::string::npos);
}

TEST_F(BaselineFile, ARegressionIsWhatIsNewOfAnySeverity) {
  const std::string weak = text::replace_all(repaired, "p=reject", "p=reject; sp=none");
  EXPECT_EQ(check("--baseline known.json --update-baseline", repaired).exit_code, 0);
  EXPECT_EQ(check("--baseline known.json", weak).exit_code, 0);
  EXPECT_EQ(check("--baseline known.json --fail-on regression", weak).exit_code, 1);
  EXPECT_EQ(check("--baseline known.json --fail-on regression", repaired).exit_code, 0);
}

TEST_F(BaselineFile, WhatIsGoneIsCountedAndLeavesItWhenItIsUpdated) {
  write_baseline();
  const Output output = check("--baseline known.json", repaired);
  EXPECT_NE(output.text.find("of the findings in known.json"), std::string::npos) << output.text;
  EXPECT_EQ(check("--baseline known.json --update-baseline", repaired).exit_code, 0);
  EXPECT_EQ(baseline().dump().find("dmarc-version-typo"), std::string::npos);
}

TEST_F(BaselineFile, KeepsWhatTheDnsDidNotSay) {
  write_baseline();
  tests::write_file(folder_.path("other"), "example.net. 60 TXT \"x\"\n");
  const Output silent =
      tests::run_command("cd " + folder_.path("") +
                         " && " MAILAUTH_BINARY " check example.com example.net --no-config --offline --zone other "
                         "--baseline known.json --update-baseline 2>&1");
  EXPECT_EQ(silent.exit_code, 3) << silent.text;
  const std::string of_example_com = silent.text.substr(0, silent.text.find("\n  example.net\n"));
  EXPECT_EQ(of_example_com.find("  new: "), std::string::npos) << silent.text;
  EXPECT_NE(baseline().dump().find("dmarc-version-typo"), std::string::npos);
}

TEST_F(BaselineFile, WrongFilesAreOneLine) {
  struct Case {
    std::string content, options, says;
  };
  const Case cases[] = {
      {"", "--baseline missing.json", "cannot read missing.json"},
      {"{}", "--baseline known.json", "known.json: this is no baseline"},
      {"[1", "--baseline known.json", "known.json: this is no baseline"},
      {R"({"schema_version": 2, "findings": []})", "--baseline known.json", "another version of mailauth"},
      {R"({"schema_version": 1, "findings": [1]})", "--baseline known.json", "its findings are objects"},
      {R"({"schema_version": 1, "findings": [{"fingerprint": "1"}]})", "--baseline known.json", "needs fingerprint"},
      {"", "--update-baseline", "--update-baseline needs --baseline FILE"},
      {"", "--fail-on regression", "--fail-on regression needs --baseline FILE"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.options + c.content);
    tests::write_file(folder_.path("known.json"), c.content);
    const Output output = check(c.options);
    EXPECT_EQ(output.exit_code, 2) << output.text;
    EXPECT_NE(output.text.find(c.says), std::string::npos) << output.text;
    EXPECT_EQ(std::count(output.text.begin(), output.text.end(), '\n'), 1) << output.text;
  }
}

}  // namespace
}  // namespace mailauth::baseline_test
