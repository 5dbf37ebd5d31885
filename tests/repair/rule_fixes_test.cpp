// What every fix promises, over the samples of all rules and the golden cases: published, it removes the finding it was
// offered for and brings no other, except a lower step of the same ladder.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "facts/collect.h"
#include "repair/ladder.h"
#include "repair/repair.h"
#include "rules/judge.h"
#include "support/judged.h"
#include "support/sample_zones.h"
#include "support/world.h"

namespace mailauth::rule_fixes_test {
namespace {

using rules::Finding;
using rules::Rule;

std::string name_of_test(const testing::TestParamInfo<test::SampleZone>& info) { return info.param.name; }

std::vector<Finding> proposed(const test::World& world) {
  auto findings = rules::judge(world.facts);
  repair::propose(world.facts, world.sample.evidence, findings);
  return findings;
}

std::map<const rules::Rule*, unsigned> times(const std::vector<Finding>& findings) {
  std::map<const rules::Rule*, unsigned> times;
  for (const Finding& finding : findings) ++times[finding.rule];
  return times;
}

class RuleFixes : public testing::TestWithParam<test::SampleZone> {
 protected:
  const test::World world_ = test::world(GetParam().zone, GetParam().domain);
  const std::vector<Finding> before_ = proposed(world_);

  // What is found once the fix is published.
  std::vector<Finding> after(const rules::Fix& fix) const {
    dns::Evidence changed = repair::with_fix(world_.sample.evidence, fix);
    return rules::judge(facts::collect(repair::with_fix(world_.sample.request, fix), changed));
  }
};

TEST_P(RuleFixes, RemoveTheFindingAndBringNoOther) {
  auto before = times(before_);
  for (const Finding& finding : before_) {
    if (!finding.fix) continue;
    SCOPED_TRACE(std::string(finding.rule->id) + ": " + finding.fix->text());
    const auto findings = after(*finding.fix);
    auto now = times(findings);
    EXPECT_LT(now[finding.rule], before[finding.rule]);
    std::vector<const rules::Rule*> removed;
    for (const auto& [rule, count] : before)
      if (now[rule] < count) removed.push_back(rule);
    for (const Finding& each : findings) {
      const bool is_new = now[each.rule] > before[each.rule] && each.severity != rules::Severity::info &&
                          each.certainty != rules::Certainty::indeterminate;
      EXPECT_TRUE(!is_new || repair::is_lower_step(each, removed)) << each.rule->id << ": " << each.message;
    }
  }
}

TEST_P(RuleFixes, SayWhatTheySwitch) {
  for (const Finding& finding : before_) {
    if (!finding.fix) continue;
    EXPECT_EQ(finding.fix->warning.empty(), finding.fix->effect == rules::Effect::neutral) << finding.rule->id;
  }
}

TEST_P(RuleFixes, AgreeAboutOneRecord) {
  for (const Finding& a : before_)
    for (const Finding& b : before_) {
      const bool same_record = a.fix && b.fix && a.fix->owner == b.fix->owner && !a.fix->replaces.empty() &&
                               a.fix->replaces == b.fix->replaces;
      EXPECT_TRUE(!same_record || a.fix->text() == b.fix->text()) << a.rule->id << " and " << b.rule->id;
    }
}

INSTANTIATE_TEST_SUITE_P(Samples, RuleFixes, testing::ValuesIn(test::sample_zones()), name_of_test);

// Where the right record can be derived, the sample of the rule shows that it is.
TEST(RuleFixesOf, TheseRulesAreOffered) {
  for (const std::string_view id : {
           "dkim-ed25519-spki",
           "dkim-granularity-tag",
           "dkim-hash-sha1-only",
           "dkim-key-type-mismatch",
           "dkim-key-type-unknown",
           "dkim-missing-semicolon",
           "dkim-p-certificate",
           "dkim-p-not-base64",
           "dkim-p-pkcs1",
           "dkim-p-private-key",
           "dkim-p-trailing-bytes",
           "dkim-service-not-email",
           "dkim-tag-case",
           "dkim-tag-duplicate",
           "dkim-tag-malformed",
           "dkim-testing-flag",
           "dkim-unrelated-txt",
           "dkim-version-invalid",
           "dkim-version-not-first",
           "dkim-wrong-name",
           "dkim-wrong-separator",
           "dmarc-9989-alignment-break",
           "dmarc-missing",
           "dmarc-missing-semicolon",
           "dmarc-multiple-records",
           "dmarc-p-invalid",
           "dmarc-p-missing",
           "dmarc-report-not-ascii",
           "dmarc-report-unauthorised",
           "dmarc-rua-malformed",
           "dmarc-rua-missing",
           "dmarc-sp-invalid",
           "dmarc-sp-weaker",
           "dmarc-version-typo",
           "dmarc-wrong-separator",
           "dns-name-doubled",
           "dns-txt-escaped-semicolon",
           "dns-txt-markup",
           "dns-txt-not-ascii",
           "dns-txt-quotes-inside",
           "dns-txt-zone-line",
           "spf-ip-in-domain-mechanism",
           "spf-mechanism-as-modifier",
           "spf-missing",
           "spf-multiple-records",
           "spf-multistring-join",
           "spf-no-all",
           "spf-plus-all",
           "spf-space-after-colon",
           "spf-terms-after-all",
           "spf-too-many-void-lookups",
           "spf-trailing-punctuation",
           "spf-unknown-mechanism",
           "spf-version-typo",
           "x-aspf-strict-subdomain-mailfrom",
           "x-parked-incomplete",
           "x-provider-spf-missing",
       }) {
    const Rule* rule = rules::find_rule(id);
    ASSERT_NE(rule, nullptr) << id;
    const auto found = test::of_rule(proposed(test::world(rule->bad)), id);
    EXPECT_TRUE(std::any_of(found.begin(), found.end(), [](const Finding& each) { return each.fix != nullptr; })) << id;
  }
}

}  // namespace
}  // namespace mailauth::rule_fixes_test
