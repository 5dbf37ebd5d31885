// Every rule is tested by the two zones that it carries: the bad one raises it, the good one does not. A new
// rule is tested by being there.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "diagnosis/spf.h"
#include "rules/rule.h"
#include "support/judged.h"
#include "support/world.h"

namespace mailauth::rule_samples_test {
namespace {

using rules::Finding;
using rules::Rule;

// "dmarc-version-typo" is src/rules/dmarc/version_typo.cpp. "x-" are the rules across several records.
std::filesystem::path file_of(const Rule& rule) {
  const std::string_view area = rules::area(rule);
  std::string problem(rule.id.substr(std::min(area.size() + 1, rule.id.size())));
  std::replace(problem.begin(), problem.end(), '-', '_');
  return std::filesystem::path(MAILAUTH_SOURCE_DIR) / "src/rules" / (area == "x" ? "across" : area) /
         (problem + ".cpp");
}

std::string name_of_test(const testing::TestParamInfo<const Rule*>& info) {
  std::string name(info.param->id);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::vector<Finding> judged(std::string_view zone, std::string_view message) {
  return message.empty() ? test::judged(zone) : test::judged_message(zone, message);
}

class RuleSample : public testing::TestWithParam<const Rule*> {};

TEST_P(RuleSample, LivesInTheFileOfItsName) {
  EXPECT_TRUE(std::filesystem::exists(file_of(*GetParam()))) << file_of(*GetParam());
}

TEST_P(RuleSample, HasAllItsTexts) {
  const Rule& rule = *GetParam();
  EXPECT_FALSE(rule.title.empty());
  EXPECT_FALSE(rule.title.ends_with('.')) << rule.title;
  EXPECT_FALSE(rule.reference.empty());
  EXPECT_TRUE(rule.why.ends_with('.')) << rule.why;
  EXPECT_TRUE(rule.bad != rule.good || rule.bad_message != rule.good_message);
  EXPECT_NE(rule.check == nullptr, rule.check_message == nullptr);
  EXPECT_EQ(rule.check_message != nullptr, !rule.bad_message.empty() && !rule.good_message.empty());
}

TEST_P(RuleSample, IsRaisedByTheBadZone) {
  const Rule& rule = *GetParam();
  EXPECT_FALSE(test::of_rule(judged(rule.bad, rule.bad_message), rule.id).empty()) << rule.bad;
}

TEST_P(RuleSample, IsNotRaisedByTheGoodZone) {
  const Rule& rule = *GetParam();
  const auto found = test::of_rule(judged(rule.good, rule.good_message), rule.id);
  EXPECT_TRUE(found.empty()) << rule.good << "\n" << test::show(found.front());
}

// The rule that says that it reports a problem is the one that is named after it.
TEST_P(RuleSample, HasTheProblemThatItReportsInTheBadZone) {
  const Rule& rule = *GetParam();
  if (!rule.reports || rules::area(rule) != "spf") return;  // the samples of the area dns have any policy
  const test::World world = test::world(rule.bad);
  const facts::SpfNode& spf = world.facts.spf;
  std::vector<diagnosis::Problem> problems;
  for (const auto* records : {&spf.records, &spf.lookalikes})
    for (const auto& record : *records)
      for (const auto& diagnosis : diagnosis::diagnose(record)) problems.push_back(diagnosis.problem);
  EXPECT_THAT(problems, testing::Contains(*rule.reports));
}

// What every finding promises, whoever raised it.
TEST_P(RuleSample, FindsWhatCanBeShown) {
  for (const Finding& finding : judged(GetParam()->bad, GetParam()->bad_message)) {
    SCOPED_TRACE(std::string(finding.rule->id) + ": " + finding.message);
    EXPECT_FALSE(finding.message.empty());
    EXPECT_FALSE(finding.message.ends_with('.'));
    EXPECT_FALSE(finding.name.is_root());
    EXPECT_EQ(finding.record != nullptr, !finding.marks.empty());
    for (const rules::Mark& mark : finding.marks) {
      EXPECT_FALSE(mark.message.empty());
      EXPECT_TRUE(finding.record->whole().contains(mark.span));
      EXPECT_LE(mark.span.begin, mark.span.end);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Catalog, RuleSample, testing::ValuesIn(rules::catalog().begin(), rules::catalog().end()),
                         name_of_test);

TEST(Catalog, HasEachIdOnceAndIsSorted) {
  std::set<std::string_view> ids;
  for (const Rule* rule : rules::catalog()) {
    EXPECT_TRUE(ids.insert(rule->id).second) << rule->id;
    EXPECT_EQ(rules::find_rule(rule->id), rule);
  }
  EXPECT_EQ(rules::find_rule("no-such-rule"), nullptr);
}

TEST(Catalog, ReportsEachProblemOfSpfTermsByOneRule) {
  std::array<unsigned, diagnosis::problem_count> reported{};
  for (const Rule* rule : rules::catalog())
    if (rule->reports) ++reported.at(static_cast<std::size_t>(*rule->reports));
  EXPECT_THAT(reported, testing::Each(1u));
}

}  // namespace
}  // namespace mailauth::rule_samples_test
