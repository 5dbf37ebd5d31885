// `mailauth history` as a user meets it.

#include "results/history.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/files.h"

namespace mailauth::history_test {
namespace {

class HistoryCommand : public testing::Test {
 protected:
  HistoryCommand() {
    results::History history(file_);
    for (const std::string night : {"2026-05-01T01:00:00Z", "2026-11-01T01:00:00Z"})
      history.add({.domain = "example.com",
                   .time = night,
                   .spf = results::SpfState::usable,
                   .dmarc = results::DmarcState::in_force,
                   .policy = records::dmarc::Policy::none,
                   .keys = {{.selector = "a-long-name1",
                             .algorithm = records::dkim::Algorithm::rsa,
                             .bits = 2048,
                             .sha256 = "00"}}});
    history.commit();
  }
  tests::Output history(const std::string& arguments) {
    return tests::run_command(MAILAUTH_BINARY " history " + arguments + " 2>&1");
  }
  tests::TemporaryFolder folder_;
  std::string file_ = folder_.path("history.sqlite");
};

TEST_F(HistoryCommand, SaysSinceWhen) {
  const tests::Output output = history("Example.COM --history " + file_);
  EXPECT_EQ(output.exit_code, 0);
  EXPECT_EQ(output.text, "example.com, seen from 2026-05-01 to 2026-11-01\n\n"
                         "  DMARC             in_force, p=none         since 2026-05-01\n"
                         "  SPF               usable                   since 2026-05-01\n"
                         "  DKIM              not known                since 2026-05-01\n"
                         "  MX                not known                since 2026-05-01\n"
                         "  key a-long-name1  RSA 2048                 since 2026-05-01\n");
  const auto json = nlohmann::json::parse(history("example.com --format json --history " + file_).text);
  EXPECT_EQ(json["last"], "2026-11-01T01:00:00Z");
  EXPECT_EQ(json["aspects"][0]["since"], "2026-05-01T01:00:00Z");
}

TEST_F(HistoryCommand, WrongInputIsOneLineAndExitCodeTwo) {
  const std::pair<std::string, std::string> cases[] = {
      {"example.com", "--history is required"},
      {"example.net --history " + file_, file_ + " knows nothing of example.net"},
      {"exa..mple.com --history " + file_, "exa..mple.com"},
      {"example.com --history " + folder_.path("missing"), "unable to open database file"},
  };
  for (const auto& [arguments, says] : cases) {
    const tests::Output output = history(arguments);
    EXPECT_EQ(output.exit_code, 2) << arguments;
    EXPECT_NE(output.text.find(says), std::string::npos) << output.text;
    EXPECT_EQ(std::count(output.text.begin(), output.text.end(), '\n'), 1) << output.text;
  }
}

}  // namespace
}  // namespace mailauth::history_test
