#include "report/spf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/world.h"

namespace mailauth::report::spf_report_test {
namespace {

using nlohmann::json;
using testing::HasSubstr;

struct Checked {
  facts::SpfClient client;
  test::World world;
  facts::SpfCheck check;
};

Checked checked(std::string_view zone, std::string_view ip = "192.0.2.1") {
  Checked result{
      facts::spf_client(text::parse_ip(ip).value(), "news@example.com", "mx.example.net"), test::world(zone), {}};
  result.check = facts::check_host(result.client, result.world.sample.evidence);
  return result;
}

std::string text_of(const Checked& checked) { return spf_check_text(checked.client, checked.check, {}, {}, {}); }
json json_of(const Checked& checked) { return json::parse(spf_check_json(checked.client, checked.check, {})); }

constexpr std::string_view zone =
    "@ TXT \"v=spf1 a:gone.example.com include:_spf.example.com -all exp=why.example.com\"\n"
    "_spf TXT \"v=spf1 ip4:198.51.100.0/24\"\nwhy TXT \"not %{i}\"\n";

TEST(SpfReport, TextSaysWhichTermDecidesAndWhatEachCost) {
  const std::string text = text_of(checked(zone));
  EXPECT_THAT(text, HasSubstr("fail: -all decides\n    \"not 192.0.2.1\"\n"));
  EXPECT_THAT(text, HasSubstr("a:gone.example.com -> no match, lookup 1 of 10, void 1 of 2\n"
                              "      ? gone.example.com A: NXDOMAIN\n"));
  EXPECT_THAT(text, HasSubstr("include:_spf.example.com -> no match, lookup 2 of 10\n      _spf.example.com TXT\n"));
  EXPECT_THAT(text, HasSubstr("2 of 10 lookups"));
}

TEST(SpfReport, TextSaysWhyThereIsNoVerdict) {
  EXPECT_THAT(text_of(checked("")), HasSubstr("none: no SPF record"));
  EXPECT_THAT(text_of(checked("@ TXT \"v=spf1 ipv4:192.0.2.1\"")),
              HasSubstr("permerror: syntax error in 'ipv4:192.0.2.1'"));
  EXPECT_THAT(text_of(checked("@ TXT \"v=spf1 include:example.com\"")),
              HasSubstr("permerror: more than 10 lookups, at include:example.com"));
  EXPECT_THAT(text_of(checked(";! example.com TXT timeout")), HasSubstr("temperror: an answer did not come"));
}

TEST(SpfReport, BytesOfTheDnsAreEscaped) {
  EXPECT_THAT(text_of(checked("@ TXT \"v=spf1 \\027[2J -all\"")), Not(HasSubstr("\x1b")));
}

TEST(SpfReport, JsonHasTheVerdictAndTheWalk) {
  const json fail = json_of(checked(zone));
  EXPECT_EQ(fail["result"], "fail");
  EXPECT_EQ(fail["mechanism"], "-all");
  EXPECT_EQ(fail["explanation"], "not 192.0.2.1");
  EXPECT_EQ(fail["lookups"], 2);
  EXPECT_EQ(fail["void_lookups"], 1);
  ASSERT_EQ(fail["trace"].size(), 6u);
  EXPECT_EQ(fail["trace"][1]["term"], "a:gone.example.com");
  EXPECT_EQ(fail["trace"][1]["answers"][0]["outcome"], "no_domain");
  EXPECT_EQ(fail["trace"][3]["depth"], 1);

  EXPECT_EQ(json_of(checked("@ TXT \"v=spf1 -all\""))["explanation"], "DEFAULT");
  const json none = json_of(checked(""));
  EXPECT_EQ(none["result"], "none");
  EXPECT_TRUE(none["mechanism"].is_null());
  EXPECT_TRUE(none["explanation"].is_null());
}

}  // namespace
}  // namespace mailauth::report::spf_report_test
