// `mailauth diff` and `mailauth summary`: exit codes, files and wrong input. What they print is in docs/sweeps.md.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/files.h"
#include "text/ascii.h"

namespace mailauth::sweep_results_test {
namespace {

using tests::Output;

constexpr std::string_view reject =
    "{\"domain\":\"example.com\",\"dmarc\":\"in_force\",\"policy\":\"reject\"}\n{\"type\":\"summary\"}\n";
constexpr std::string_view none =
    "{\"domain\":\"example.com\",\"dmarc\":\"in_force\",\"policy\":\"none\"}\n{\"type\":\"summary\"}\n";

class SweepResults : public testing::Test {
 protected:
  SweepResults() {
    write("reject", reject);
    write("none", none);
    write("text", "example.com\n");
    write("empty", "");
  }
  void write(std::string_view name, std::string_view content) { tests::write_file(folder_.path(name), content); }
  Output mailauth(const std::string& arguments) {
    return tests::run_command("cd " + folder_.path("") + " && LC_ALL=C.UTF-8 " MAILAUTH_BINARY " " + arguments +
                              " 2>&1");
  }
  tests::TemporaryFolder folder_;
};

TEST_F(SweepResults, OnlyRegressionsFailAndOnlyWhenAsked) {
  EXPECT_EQ(mailauth("diff reject none").exit_code, 0);
  EXPECT_EQ(mailauth("diff reject none --fail-on regression").exit_code, 1);
  EXPECT_EQ(mailauth("diff none reject --fail-on regression").exit_code, 0);
  EXPECT_EQ(mailauth("diff reject reject --fail-on regression").exit_code, 0);
}

// Domains that are gone are no worse, but a list that lost many of them is.
TEST_F(SweepResults, TooManyDomainsThatAreGoneFail) {
  const auto sweep_of = [&](std::string_view name, int domains, std::string_view end) {
    std::string lines;
    for (int i = 0; i < domains; ++i)
      lines += text::replace_all(reject.substr(0, reject.find('\n') + 1), "example.com", fmt::format("d{}.example", i));
    write(name, lines + std::string(end));
  };
  const std::string whole = R"({"type":"summary","domains":1,"complete":1,"interrupted":false})"
                            "\n";
  sweep_of("100", 100, whole);
  sweep_of("95", 95, whole);
  sweep_of("94", 94, whole);
  sweep_of("cut", 94, "");
  const std::string fail = " --fail-on regression";
  EXPECT_EQ(mailauth("diff 100 94").exit_code, 0);
  EXPECT_EQ(mailauth("diff 100 95" + fail).exit_code, 0);
  EXPECT_EQ(mailauth("diff 94 100" + fail).exit_code, 0);
  const Output output = mailauth("diff 100 94" + fail);
  EXPECT_EQ(output.exit_code, 1);
  EXPECT_NE(output.text.find("! 6 of 100 domains are gone: 6.0 %, more than 5 % (--max-gone)\n"), std::string::npos)
      << output.text;
  EXPECT_EQ(mailauth("diff 100 94 --max-gone 6" + fail).exit_code, 0);
  EXPECT_EQ(mailauth("diff 100 95 --max-gone 4.5" + fail).exit_code, 1);
  EXPECT_EQ(mailauth("diff 100 95 --max-gone 0" + fail).exit_code, 1);
  EXPECT_EQ(mailauth("diff 100 cut" + fail).exit_code, 1) << "what NEW ends before is not there either";
  const auto json = nlohmann::json::parse(mailauth("diff 100 94 --format json" + fail).text);
  EXPECT_EQ(json["missing"], 6);
  EXPECT_EQ(json["max_gone"], 5);
  EXPECT_EQ(json["too_many_gone"], true);
  EXPECT_NE(mailauth("diff 100 94 --format markdown" + fail).text.find("6 of 100 domains are gone"), std::string::npos);
}

TEST_F(SweepResults, WrongInputIsOneLineAndExitCodeTwo) {
  const std::pair<std::string, std::string_view> cases[] = {
      {"diff reject", "NEW is required"},
      {"diff reject nothing", "nothing"},
      {"diff reject text", "no result lines; line 1: not JSON"},
      {"diff reject empty", "no result lines"},
      {"diff - -", "only one"},
      {"diff reject none --fail-on error", "not one of: regression"},
      {"diff reject none --max-gone 6", "--max-gone goes with --fail-on regression"},
      {"diff reject none --fail-on regression --max-gone -1", "--max-gone: '-1' is no number from 0 to 100"},
      {"diff reject none --fail-on regression --max-gone nan", "--max-gone"},
      {"diff reject none --output /nonexistent/diff", "/nonexistent/diff"},
      {"summary", "FILE is required"},
      {"summary text", "no result lines"},
      {"summary reject --format xml", "xml"},
      {"summary reject --top 0", "--top"},
      {"summary reject --metrics /nonexistent/metrics", "/nonexistent/metrics"},
  };
  for (const auto& [arguments, says] : cases) {
    SCOPED_TRACE(arguments);
    const Output output = mailauth(arguments);
    EXPECT_EQ(output.exit_code, 2) << output.text;
    EXPECT_EQ(std::count(output.text.begin(), output.text.end(), '\n'), 1) << output.text;
    EXPECT_NE(output.text.find(says), std::string::npos) << output.text;
  }
}

TEST_F(SweepResults, AreWrittenToFilesAsAWhole) {
  EXPECT_EQ(mailauth("diff reject none --format markdown --output out").text, "");
  EXPECT_NE(tests::read_file(folder_.path("out")).find("p=reject -\\> p=none"), std::string::npos);
  EXPECT_EQ(mailauth("diff reject text --output other").exit_code, 2);
  EXPECT_FALSE(std::filesystem::exists(folder_.path("other")));
  EXPECT_FALSE(std::filesystem::exists(folder_.path("other.part")));
}

TEST_F(SweepResults, OneSideMayComeThroughAPipeOrCompressed) {
  EXPECT_EQ(mailauth("diff - none --fail-on regression <reject").exit_code, 1);
  EXPECT_EQ(mailauth("diff reject none --format json >a; gzip none; true").exit_code, 0);
  EXPECT_EQ(mailauth("diff reject none.gz --fail-on regression").exit_code, 1);
}

TEST_F(SweepResults, MetricsAreWhatPrometheusReads) {
  EXPECT_EQ(mailauth("summary reject none --metrics metrics >/dev/null").exit_code, 0);
  EXPECT_NE(tests::read_file(folder_.path("metrics")).find("mailauth_domains_by_policy{value=\"p=none\"} 1\n"),
            std::string::npos);
  if (tests::run_command("command -v promtool").exit_code != 0) GTEST_SKIP() << "promtool is not installed";
  const Output checked = tests::run_command("promtool check metrics <" + folder_.path("metrics") + " 2>&1");
  EXPECT_EQ(checked.exit_code, 0) << checked.text;
}

}  // namespace
}  // namespace mailauth::sweep_results_test
