// Records that others published as examples and test cases.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "records/dkim.h"
#include "records/dmarc.h"
#include "records/spf.h"
#include "text/ascii.h"

namespace mailauth::records::conformance_test {
namespace {

using nlohmann::json;

// Nothing when the folder of foreign test data is not there.
std::optional<json> conformance_data(const std::string& name) {
  const std::filesystem::path path = std::filesystem::path(MAILAUTH_CONFORMANCE_DIR) / name;
  if (!std::filesystem::exists(path)) return std::nullopt;
  std::ifstream file(path);
  return json::parse(file);
}

bool is_good(const std::string& kind, const text::Source& source) {
  if (kind == "spf") return spf::is_spf(source.text) && spf::is_valid(spf::parse(source));
  if (kind == "dmarc") return dmarc::is_dmarc(dmarc::parse(source));
  if (kind == "dkim") return dkim::is_usable(dkim::parse(source));
  return true;  // MTA-STS, TLS-RPT
}

TEST(Conformance, RfcExamplesAreGood) {
  const std::optional<json> data = conformance_data("rfc-examples.json");
  if (!data) GTEST_SKIP() << "no conformance data";
  for (const json& item : data->at("items")) {
    const text::Source source{"example.com TXT", item.at("record"), {}, {}};
    EXPECT_TRUE(is_good(item.at("kind"), source)) << item.at("source") << ": " << source.text;
  }
}

// The only SPF record of a name in a zone of the suite.
std::optional<std::string> spf_record(const json& zone, const std::string& name) {
  std::vector<std::string> records;
  if (!zone.contains(name)) return std::nullopt;
  for (const json& entry : zone.at(name)) {
    if (entry.at(0) != "TXT" || !entry.at(1).is_array()) continue;
    std::string text;
    for (const json& string : entry.at(1)) text += string.get<std::string>();
    if (spf::is_spf(text)) records.push_back(text);
  }
  return records.size() == 1 ? std::optional(records.front()) : std::nullopt;
}

// A record that no checker may answer permerror for has no syntax error.
void expect_valid_unless_permerror(const json& zone, const json& test) {
  const std::string sender = test.at("mailfrom"), helo = test.at("helo");
  const std::string domain = text::to_lower(sender.empty() ? helo : sender.substr(sender.rfind('@') + 1));
  const std::optional<std::string> record = spf_record(zone, domain);
  const auto results = test.at("result").get<std::vector<std::string>>();
  if (!record || std::find(results.begin(), results.end(), "permerror") != results.end()) return;
  EXPECT_TRUE(spf::is_valid(spf::parse({domain, *record, {}, {}}))) << test.at("id") << ": " << *record;
}

TEST(Conformance, SpfSuiteRecordsAreValidUnlessPermerrorIsExpected) {
  for (const std::string name : {"spf-eval-rfc7208.json", "spf-eval-rfc4408.json", "spf-eval-pyspf.json"}) {
    const std::optional<json> data = conformance_data(name);
    if (!data) GTEST_SKIP() << "no conformance data";
    for (const json& item : data->at("items"))
      for (const json& test : item.at("tests")) expect_valid_unless_permerror(item.at("zone"), test);
  }
}

}  // namespace
}  // namespace mailauth::records::conformance_test
