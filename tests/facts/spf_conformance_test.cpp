// The evaluation of SPF against test suites that others made, when they are there.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "facts/spf_check.h"
#include "text/ascii.h"

namespace mailauth::facts::spf_conformance_test {
namespace {

using nlohmann::json;

constexpr dns::Type asked_types[] = {dns::Type::txt, dns::Type::a, dns::Type::aaaa, dns::Type::mx, dns::Type::ptr};

dns::Name name_of(const std::string& text) { return dns::Name::parse(text::replace_all(text, "\\", "\\\\")).value(); }

dns::Data data_of(const json& entry) {
  const std::string type = entry.at(0);
  const json& value = entry.at(1);
  if (type == "TXT") return dns::Txt{value.get<std::vector<std::string>>()};
  if (type == "MX") return dns::Mx{value.at(0), name_of(value.at(1))};
  if (type == "A" || type == "AAAA") return text::parse_ip(value.get<std::string>()).value();
  return name_of(value);
}

// A suite's entries for one name in order: a failure stands for the types that have no record before it.
void add_failure(dns::Evidence& evidence, const dns::Name& owner, const json& entry,
                 const std::set<dns::Type>& already_there) {
  const std::string kind = entry.at(0);
  for (const dns::Type type : asked_types) {
    const bool meant =
        entry.size() > 1 ? dns::parse_type(entry.at(1).get<std::string>()) == type : !already_there.contains(type);
    if (!meant) continue;
    dns::Answer answer;
    answer.question = {owner, type};
    answer.outcome = kind == "TIMEOUT"    ? dns::Outcome::timeout
                     : kind == "SERVFAIL" ? dns::Outcome::server_failure
                                          : dns::Outcome::malformed;  // CNAMELOOP
    evidence.put(answer);
  }
}

dns::Evidence world_of(const json& zone) {
  dns::Evidence evidence;
  dns::Zone records;
  records.speak_for_everything();
  for (const auto& [owner, entries] : zone.items()) {
    std::set<dns::Type> there;
    records.add_owner(name_of(owner));
    for (const json& entry : entries) {
      const auto type = dns::parse_type(entry.at(0).get<std::string>());
      if (!type) {
        add_failure(evidence, name_of(owner), entry, there);
        continue;
      }
      there.insert(*type);
      records.add({name_of(owner), *type, 0, data_of(entry)});
    }
  }
  evidence.add_zone(records);
  return evidence;
}

// Some results are not of the RFC: then the RFC's own stands beside them.
std::vector<std::string> allowed_results(const json& test) {
  if (test.contains("rfc_result")) return {test.at("rfc_result")};
  return test.at("result");
}

void run(const json& item, const json& test) {
  SCOPED_TRACE(item.at("scenario").get<std::string>() + " / " + test.at("id").get<std::string>());
  dns::Evidence evidence = world_of(item.at("zone"));
  const SpfClient client = spf_client(text::parse_ip(test.at("host").get<std::string>()).value(),
                                      test.at("mailfrom").get<std::string>(), test.at("helo").get<std::string>());
  const SpfCheck check = check_host(client, evidence);
  EXPECT_FALSE(check.pending);
  EXPECT_THAT(allowed_results(test), testing::Contains(std::string(to_string(check.result))));
  if (!test.at("explanation").is_null() && check.result == SpfResult::fail) {
    EXPECT_EQ(check.explanation.value_or("DEFAULT"), test.at("explanation").get<std::string>());
  }
}

void run_suite(const std::string& file, std::size_t cases) {
  const std::filesystem::path path = std::filesystem::path(MAILAUTH_CONFORMANCE_DIR) / file;
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no conformance data";
  std::ifstream stream(path);
  std::size_t count = 0;
  const json suite = json::parse(stream);
  for (const json& item : suite.at("items")) {
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
