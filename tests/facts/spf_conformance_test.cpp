// The evaluation of SPF against test suites that others made, when they are there.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/spf_suite.h"

namespace mailauth::facts::spf_conformance_test {
namespace {

using nlohmann::json;

dns::Evidence evidence_of(const json& zone) {
  test::SuiteWorld world = test::suite_world(zone);
  dns::Evidence evidence;
  for (dns::Answer& failure : world.failures) evidence.put(std::move(failure));
  evidence.add_zone(world.zone);
  return evidence;
}

void run(const json& item, const json& test) {
  SCOPED_TRACE(item.at("scenario").get<std::string>() + " / " + test.at("id").get<std::string>());
  dns::Evidence evidence = evidence_of(item.at("zone"));
  const SpfCheck check = check_host(test::suite_client(test), evidence);
  EXPECT_FALSE(check.pending);
  EXPECT_THAT(test::allowed_results(test), testing::Contains(std::string(to_string(check.result))));
  if (!test.at("explanation").is_null() && check.result == SpfResult::fail) {
    EXPECT_EQ(check.explanation.value_or("DEFAULT"), test.at("explanation").get<std::string>());
  }
}

void run_suite(const std::string& file, std::size_t cases) {
  const std::optional<json> suite = test::read_suite(file);
  if (!suite) GTEST_SKIP() << "no conformance data";
  std::size_t count = 0;
  for (const json& item : suite->at("items")) {
    for (const json& test : item.at("tests")) {
      run(item, test);
      ++count;
    }
  }
  EXPECT_EQ(count, cases);
}

TEST(SpfConformance, Rfc7208) { run_suite("spf-eval-rfc7208.json", 203); }
TEST(SpfConformance, Rfc4408) { run_suite("spf-eval-rfc4408.json", 191); }
TEST(SpfConformance, Pyspf) { run_suite("spf-eval-pyspf.json", 16); }

}  // namespace
}  // namespace mailauth::facts::spf_conformance_test
