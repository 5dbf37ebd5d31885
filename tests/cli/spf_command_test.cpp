// `mailauth spf` as a user or a script meets it.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/files.h"

namespace mailauth::spf_command_test {
namespace {

using tests::Output;

class SpfCommand : public testing::Test {
 protected:
  SpfCommand() {
    tests::write_file(folder_.path("zone"),
                      "$ORIGIN example.com.\n$TTL 60\n@ SOA ns1 hostmaster 1 7200 3600 1209600 300\n"
                      "@ TXT \"v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all\"\nlater TXT \"v=spf1 a:example.net -all\"\n");
  }
  Output check(const std::string& arguments) const {
    return tests::run_command("LC_ALL=C.UTF-8 " MAILAUTH_BINARY " spf check " + arguments + " --offline --zone " +
                              folder_.path("zone") + " 2>&1");
  }
  Output tree(const std::string& arguments) const {
    return tests::run_command("LC_ALL=C.UTF-8 " MAILAUTH_BINARY " spf tree " + arguments + " 2>&1");
  }
  std::string from_zone() const { return " --offline --zone " + folder_.path("zone"); }
  tests::TemporaryFolder folder_;
};

TEST_F(SpfCommand, ExitCodeIsTheVerdict) {
  EXPECT_EQ(check("--ip 192.0.2.1 --mail-from a@example.com --helo ''").exit_code, 0);
  EXPECT_EQ(check("--ip 192.0.2.1 --mail-from '' --helo example.com").exit_code, 0);
  EXPECT_EQ(check("--ip 192.0.2.1 --mail-from '<>' --helo example.com").exit_code, 0);
  EXPECT_EQ(check("--ip 192.0.2.1 --mail-from '<a@example.com>'").exit_code, 0);
  EXPECT_EQ(check("--ip 192.0.2.9 --mail-from a@example.com --helo ''").exit_code, 1);
  EXPECT_EQ(check("--ip 192.0.2.9 --mail-from a@none.example.com").exit_code, 1);
  EXPECT_EQ(check("--ip 192.0.2.9 --mail-from a@localhost").exit_code, 1);          // no domain
  EXPECT_EQ(check("--ip 192.0.2.9 --mail-from a@later.example.com").exit_code, 3);  // no zone speaks for example.net
}

TEST_F(SpfCommand, OfADomainIsItsTree) {
  const Output output =
      tests::run_command("LC_ALL=C.UTF-8 " MAILAUTH_BINARY " spf example.com" + from_zone() + " 2>&1");
  EXPECT_EQ(output.exit_code, 0);
  EXPECT_EQ(output.text, tree("example.com" + from_zone()).text);
}

TEST_F(SpfCommand, SaysWhatItMeansForTheDomainInFrom) {
  const auto says = [&](const std::string& arguments, std::string_view text) {
    const Output output = check("--ip 192.0.2.1 --mail-from a@example.com " + arguments);
    EXPECT_EQ(output.exit_code, 0);
    EXPECT_NE(output.text.find(text), std::string::npos) << output.text;
  };
  says("--from example.com", "✓ DMARC passes for From: example.com: example.com aligns");
  says("--from news@later.example.com", "✓ DMARC passes for From: later.example.com: example.com aligns");
  says("--from example.net", "✗ DMARC for From: example.net: example.com does not align with it, so that");
  const std::string json = check("--ip 192.0.2.9 --mail-from a@example.com --from example.com --format json").text;
  const auto dmarc = nlohmann::json::parse(json)["dmarc"];
  EXPECT_EQ(dmarc["result"]["rfc9989"], "fail");
  EXPECT_EQ(dmarc["aligned"]["rfc7489"], "pass");
  EXPECT_EQ(check("--ip 192.0.2.9 --mail-from a@example.com --from 'a b'").exit_code, 2);
}

TEST_F(SpfCommand, WrongInputIsOneLineAndExitCodeTwo) {
  for (const std::string arguments : {"--ip example.com --mail-from a@example.com", "--ip 192.0.2.1",
                                      "--mail-from a@example.com", "--ip 192.0.2.1 --helo x --format xml"}) {
    const Output output = check(arguments);
    EXPECT_EQ(output.exit_code, 2) << arguments;
    EXPECT_EQ(std::count(output.text.begin(), output.text.end(), '\n'), 1) << output.text;
  }
}

TEST_F(SpfCommand, JsonIsTheSameFromARecording) {
  const std::string message = "--ip 192.0.2.2 --mail-from a@example.com --helo mx.example.net --format json";
  const std::string file = folder_.path("evidence.json");
  const Output recorded = check(message + " --record " + file);
  EXPECT_EQ(nlohmann::json::parse(recorded.text)["mechanism"], "ip4:192.0.2.2");
  const Output replayed = tests::run_command(MAILAUTH_BINARY " spf check " + message + " --replay " + file);
  EXPECT_EQ(replayed.text, recorded.text);
}

TEST_F(SpfCommand, TreeTellsByItsExitCodeWhetherReceiversCanUseIt) {
  EXPECT_EQ(tree("example.com" + from_zone()).exit_code, 0);
  EXPECT_EQ(tree("none.example.com" + from_zone()).exit_code, 1);
  EXPECT_EQ(tree("later.example.com" + from_zone()).exit_code, 3);  // no zone speaks for example.net
  EXPECT_EQ(tree(from_zone()).exit_code, 2);
  EXPECT_EQ(tree("example.com --format svg" + from_zone()).exit_code, 2);
}

TEST_F(SpfCommand, TreeIsTheSameFromARecording) {
  const std::string file = folder_.path("tree.json");
  for (const std::string format : {"json", "dot", "mermaid"}) {
    const Output recorded = tree("example.com --format " + format + from_zone() + " --record " + file);
    EXPECT_EQ(tree("example.com --format " + format + " --replay " + file).text, recorded.text);
    EXPECT_EQ(recorded.exit_code, 0);
  }
}

}  // namespace
}  // namespace mailauth::spf_command_test
