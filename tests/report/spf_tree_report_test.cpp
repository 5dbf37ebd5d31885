#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/spf.h"
#include "support/world.h"

namespace mailauth::report::spf_tree_report_test {
namespace {

using testing::HasSubstr;

std::string text_of(std::string_view zone, const TextStyle& style = {}) {
  return spf_tree_text(test::world(zone).facts.spf, {}, style);
}

// Eleven lookups, of which the last is superfluous.
const std::string over_the_limit = "@ TXT \"v=spf1 include:b.example.net a a a a a a a a a:m.example.com ~all\"\n"
                                   "b.example.net. TXT \"v=spf1 a:m.example.com ip4:192.0.2.0/24 ?all\"\n"
                                   "@ A 198.51.100.1\n@ AAAA 2001:db8::1\nm A 192.0.2.9\nm AAAA 2001:db8::9\n";

TEST(SpfTreeReport, TextMarksTheTermAtWhichReceiversStopAndTellsTheWayBack) {
  const std::string text = text_of(over_the_limit);
  EXPECT_THAT(text, HasSubstr("✗ permerror: 11 lookups, and receivers stop after 10\n"));
  EXPECT_THAT(text, HasSubstr("a:m.example.com                                1     0              1     1\n"
                              "     ✗ the 11th lookup: receivers stop here\n"));
  EXPECT_THAT(text, HasSubstr("11 → 10  drop a:m.example.com: include:b.example.net permits its addresses\n"));
}

TEST(SpfTreeReport, TextSaysWhenNoSingleStepIsEnough) {
  std::string zone = "@ TXT \"v=spf1 a:gone.example.com a:m.example.com";
  for (int n = 0; n < 10; ++n) zone += fmt::format("{} include:n{}.example.net", n == 5 ? "\" \"" : "", n);
  zone += " ~all\"\nm A 192.0.2.1\nm AAAA ::1\n";
  for (int n = 0; n < 11; ++n) zone += fmt::format("n{}.example.net. TXT \"v=spf1 ip4:198.51.100.{} ~all\"\n", n, n);
  EXPECT_THAT(text_of(zone), HasSubstr("No single step is enough; all of them: 12 → 10."));
}

TEST(SpfTreeReport, SaysWhatIsNotKnown) {
  const std::string zone = "@ TXT \"v=spf1 include:b.example.com ~all\"\n;! b.example.com TXT server_failure";
  EXPECT_THAT(text_of(zone), HasSubstr("? not known: b.example.com TXT was not answered (SERVFAIL)"));
  EXPECT_THAT(text_of(zone), Not(HasSubstr("no SPF record")));
  EXPECT_THAT(text_of("@ TXT \"v=spf1 exists:%{i}.b.example.com ~all\""),
              HasSubstr("not known: depends on the message"));
  EXPECT_THAT(text_of("@ TXT \"v=spf1 include:%{i}.b.example.com ~all\""),
              HasSubstr("not known: the message decides where a branch leads"));
  EXPECT_THAT(text_of(""), HasSubstr("no SPF record"));
}

TEST(SpfTreeReport, VerdictIsWhatReceiversMakeOfIt) {
  const auto verdict = [](std::string_view zone) { return spf_tree_verdict(test::world(zone).facts.spf); };
  EXPECT_EQ(verdict("@ TXT \"v=spf1 -all\""), SpfTreeVerdict::usable);
  EXPECT_EQ(verdict(""), SpfTreeVerdict::none);
  EXPECT_EQ(verdict(over_the_limit), SpfTreeVerdict::permerror);
  EXPECT_EQ(verdict("@ TXT \"v=spf1 include:b..example.com -all\""), SpfTreeVerdict::permerror);
  EXPECT_EQ(verdict(";! example.com TXT timeout"), SpfTreeVerdict::unknown);
  EXPECT_EQ(verdict("@ TXT \"v=spf1 a:b.example.com -all\"\n;! b.example.com A timeout"), SpfTreeVerdict::unknown);
}

TEST(SpfTreeReport, JsonHasTheBranches) {
  const auto json = nlohmann::json::parse(spf_tree_json(test::world(over_the_limit).facts.spf));
  EXPECT_EQ(json["verdict"], "permerror");
  EXPECT_EQ(json["lookups"], 11);
  EXPECT_EQ(json["addresses"]["ipv4_addresses"], 257);
  EXPECT_EQ(json["stops"]["lookups"], nlohmann::json({"a:m.example.com"}));
  EXPECT_EQ(json["branches"][0]["branches"][0]["term"], "a:m.example.com");
  EXPECT_EQ(json["ways_back"][0]["action"], "drop");
}

// A term may hold what ends a string, a tag or a line elsewhere.
TEST(SpfTreeReport, BytesOfTheDnsEndNoString) {
  const auto world = test::world("@ TXT \"v=spf1 exists:\\\"];n9[<b>`\\\\%{i}.example.com \\027[2J -all\"");
  const auto with_flaw = test::world("@ TXT \"v=spf1 exists:\\\"<b>`.%{i}.example.com -all\"");
  for (const auto* each : {&world, &with_flaw}) {
    const facts::SpfNode& root = each->facts.spf;
    EXPECT_THAT(spf_tree_text(root, {}, {}), Not(HasSubstr("\x1b")));
    EXPECT_THAT(spf_tree_dot(root), Not(HasSubstr(":\"")));
    EXPECT_THAT(spf_tree_mermaid(root), Not(HasSubstr("<b>")));
    EXPECT_THAT(spf_tree_mermaid(root), Not(HasSubstr("`")));
  }
  EXPECT_THAT(spf_tree_mermaid(with_flaw.facts.spf), HasSubstr("exists:#34;#60;b#62;#96;"));
  EXPECT_THAT(spf_tree_dot(with_flaw.facts.spf), HasSubstr("exists:\\\"<b>`"));
}

}  // namespace
}  // namespace mailauth::report::spf_tree_report_test
