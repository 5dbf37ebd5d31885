// What a history of sweeps adds to an audit: findings that only time can give.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "results/history.h"
#include "support/hostile_server.h"
#include "support/sweeping.h"
#include "support/test_keys.h"
#include "text/date.h"

namespace mailauth::history_rules_test {
namespace {

using Json = nlohmann::json;
using tests::Output;

std::string time_before(int days) {
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return text::to_string(today - std::chrono::days(days)) + "T01:00:00Z";
}

// example.com has p=none and one key.
const std::string records =
    fmt::format("@ SOA ns1 hostmaster 1 7200 3600 1209600 300\n@ NS ns1\n@ TXT \"v=spf1 -all\"\n"
                "_dmarc TXT \"v=DMARC1; p=none; rua=mailto:dmarc@example.com\"\n"
                "google._domainkey TXT \"v=DKIM1; k=ed25519; p={}\"\n",
                tests::ed25519_raw);

dns::Zone world() {
  return std::get<dns::Zone>(dns::Zone::parse("$TTL 300\n. SOA ns. hostmaster. 1 2 3 4 60\n. NS ns.\n"
                                              "$ORIGIN example.com.\n" +
                                              records));
}

std::string stale(const Json& findings) {
  std::string rules;
  for (const Json& finding : findings)
    if (finding["rule"] == "dmarc-p-none-stale" || finding["rule"] == "dkim-no-rotation-pair")
      rules += finding["rule"].get<std::string>() + " ";
  return rules;
}

constexpr const char* both = "dmarc-p-none-stale dkim-no-rotation-pair ";

class HistoryRules : public testing::Test {
 protected:
  HistoryRules() : server_({world()}) {
    tests::write_file(folder_.path("list"), "example.com\n");
    tests::write_file(folder_.path("zone"), "$ORIGIN example.com.\n$TTL 3600\n" + records);
  }

  Output mailauth(const std::string& arguments) {
    return tests::run_command(fmt::format("cd {}; " MAILAUTH_BINARY " {} 2>&1", folder_.path(""), arguments));
  }
  Json sweep(const std::string& arguments) {
    const Output output = mailauth(fmt::format("sweep list --quiet --resolver {} {}", server_.text(), arguments));
    EXPECT_EQ(output.exit_code, 0) << output.text;
    return Json::parse(tests::sweep_lines(output.text).results.at("example.com"));
  }
  // A night in the past, which saw what tonight's sweep sees, perhaps but for the policy.
  void add_night(int days_ago, records::dmarc::Policy policy = records::dmarc::Policy::none) {
    const std::string line = mailauth(fmt::format("sweep list --quiet --resolver {}", server_.text())).text;
    auto result = std::get<results::Result>(results::parse_line(line.substr(0, line.find('\n'))));
    result.time = time_before(days_ago);
    result.policy = policy;
    results::History history(folder_.path("history"));
    history.add(result);
    history.commit();
  }
  std::string checked(const std::string& arguments) {
    const Output output = mailauth("check example.com --zone zone --offline --format json " + arguments);
    return stale(Json::parse(output.text)["domains"][0]["findings"]);
  }

  tests::TemporaryFolder folder_;
  test::HostileServer server_;
};

TEST_F(HistoryRules, ComeAfterTwoSweepsThatLieSoFarApart) {
  add_night(181);
  EXPECT_EQ(stale(sweep("--history history")["findings"]), both);
  EXPECT_EQ(stale(sweep("")["findings"]), "");
  EXPECT_EQ(checked("--history history"), both);
  EXPECT_EQ(checked(""), "");
}

TEST_F(HistoryRules, DoNotComeBefore) {
  EXPECT_EQ(stale(sweep("--history history")["findings"]), "");  // a history that begins tonight
  EXPECT_EQ(checked("--history history"), "");
}

TEST_F(HistoryRules, DoNotComeADayTooEarly) {
  add_night(180);
  EXPECT_EQ(checked("--history history"), "");
}

TEST_F(HistoryRules, CountFromTheLastChange) {
  add_night(300);
  add_night(200, records::dmarc::Policy::reject);
  add_night(100);
  EXPECT_EQ(checked("--history history"), "dkim-no-rotation-pair ");
}

TEST_F(HistoryRules, SayInTheReportSinceWhen) {
  add_night(200);
  const Output output = mailauth("check example.com --zone zone --offline --history history");
  EXPECT_NE(output.text.find("[dmarc-p-none-stale]"), std::string::npos) << output.text;
  EXPECT_NE(output.text.find(time_before(200).substr(0, 10)), std::string::npos) << output.text;
}

TEST_F(HistoryRules, HoldForRecordedEvidence) {
  add_night(200);
  mailauth("check example.com --zone zone --offline --record evidence");
  const Output output = mailauth("check --replay evidence --format json --history history");
  EXPECT_EQ(stale(Json::parse(output.text)["domains"][0]["findings"]), both);
}

TEST_F(HistoryRules, AHistoryThatIsNotThereIsAnError) {
  const Output output = mailauth("check example.com --zone zone --offline --history missing");
  EXPECT_EQ(output.exit_code, 2);
  EXPECT_EQ(output.text, "mailauth: missing: unable to open database file\n");
}

}  // namespace
}  // namespace mailauth::history_rules_test
