// The samples of rules as readers see them.

#include "report/shown_sample.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/report.h"
#include "rules/rule.h"

namespace mailauth::report::shown_sample_test {
namespace {

std::string show(std::string_view sample) {
  const ShownSample shown = shown_sample(sample);
  return shown.circumstances + "|" + shown.zone;
}

TEST(ShownSample, SaysInWordsWhatTheTestIsTold) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"@ TXT \"a\"", "|@ TXT \"a\""},
      {";! --selector s1\n@ TXT \"a\"\n", "mailauth check example.com --selector s1|@ TXT \"a\""},
      {"\n;! --domain sub.example.com\n;! --selector s1\n;! --mail-from <>\nsub TXT \"a\"",
       "mailauth check sub.example.com --selector s1 --mail-from <>|sub TXT \"a\""},
      {";! _dmarc.example.com TXT timeout\n@ MX 10 a\n", "_dmarc.example.com TXT: timeout|@ MX 10 a"},
      {";! nxdomain\n", "example.com does not exist|"},
      {";! --past 2026-05-01 none\n@ MX 10 a", "p=none since 2026-05-01|@ MX 10 a"},
      {";! --past 2026-05-01 00ff\n@ MX 10 a", "this key is in use since 2026-05-01|@ MX 10 a"},
      {";! --input zone\n@ TXT \"a\"\n; a comment", "|@ TXT \"a\"\n; a comment"},
      {";! --input zone\n;! --domain sub.example.com\n@ MX 10 a",
       "mailauth lint FILE --domain sub.example.com|@ MX 10 a"},
  };
  for (const auto& [sample, shown] : cases) EXPECT_EQ(show(sample), shown) << sample;
}

TEST(ShownSample, ShortensKeys) {
  const std::string key = "MIIBIjANBgkq" + std::string(200, 'x');
  EXPECT_EQ(show("s1 TXT \"p=" + key + "EQIDAQAB\""), "|s1 TXT \"p=MIIBIjANBgkq...EQIDAQAB\"");
  EXPECT_EQ(show("s1 TXT \"p=" + key + "\" \"" + key + "EQIDAQAB; t=y\""),
            "|s1 TXT \"p=MIIBIjANBgkq...\" \"...EQIDAQAB; t=y\"");
  const std::string label(63, 'a');  // no key
  EXPECT_EQ(show(label + "." + label + " TXT \"\" \"\""), "|" + label + "." + label + " TXT \"\" \"\"");
}

// Whatever a rule's author writes.
TEST(ShownSample, OfEveryRuleHasNoSyntaxOfTestsAndNoLongKey) {
  for (const rules::Rule* rule : rules::catalog())
    for (const auto& [sample, message] : {std::pair(rule->bad, rule->bad_message), {rule->good, rule->good_message}}) {
      const ShownSample shown = shown_sample(sample, message);
      EXPECT_EQ(shown.zone.find(";!"), std::string::npos) << rule->id;
      EXPECT_EQ(shown.zone.find('$'), std::string::npos) << rule->id;
      EXPECT_NE(shown.zone + shown.circumstances, "") << rule->id;
      EXPECT_EQ(shown.zone.find("MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A"), std::string::npos) << rule->id;
    }
}

// It must still be seen what is wrong.
TEST(ShownSample, OfEveryRuleDiffersFromTheGoodOne) {
  for (const rules::Rule* rule : rules::catalog()) {
    const ShownSample bad = shown_sample(rule->bad, rule->bad_message);
    const ShownSample good = shown_sample(rule->good, rule->good_message);
    EXPECT_NE(bad.zone + bad.circumstances, good.zone + good.circumstances) << rule->id;
  }
}

TEST(ShownSample, StandsInTheCatalog) {
  const auto all = nlohmann::json::parse(rules_json());
  for (const auto& rule : all) {
    if (rule["id"] != "dkim-selector-unknown") continue;
    EXPECT_EQ(rule["good_when"], "mailauth check example.com --selector a-name-of-its-own");
    EXPECT_FALSE(rule.contains("bad_when"));
    return;
  }
  FAIL();
}

}  // namespace
}  // namespace mailauth::report::shown_sample_test
