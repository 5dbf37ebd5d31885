// Every JSON report keeps to docs/report.schema.json.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "rules/rule.h"
#include "support/audited.h"
#include "support/files.h"

namespace mailauth::schema_test {
namespace {

std::string on_one_line(const std::string& json) { return nlohmann::ordered_json::parse(json).dump() + "\n"; }

TEST(JsonReport, OfEverySampleKeepsToTheSchema) {
  std::string documents;
  for (const audit::Audit& audit : tests::audited_samples()) documents += on_one_line(tests::json_report(audit));
  for (const audit::Audit& audit : tests::audited_messages()) documents += on_one_line(tests::json_report(audit));
  documents += on_one_line(report::to_json(
      {tests::report_of(tests::audited_messages()[0]), tests::report_of(tests::audited_messages()[1])}));
  for (const rules::Rule* rule : tests::rules_about_domains())
    documents += on_one_line(tests::json_report(tests::audited(rule->good)));
  const tests::TemporaryFolder folder;
  tests::write_file(folder.path("reports.ndjson"), documents);
  // Debian's own interpreter: python3-jsonschema belongs to it.
  const auto output = tests::run_command("/usr/bin/python3 " MAILAUTH_SOURCE_DIR
                                         "/tests/report/validate.py " MAILAUTH_SOURCE_DIR "/docs/report.schema.json " +
                                         folder.path("reports.ndjson") + " 2>&1");
  EXPECT_EQ(output.exit_code, 0) << output.text;
}

TEST(JsonReport, IsTheSameBytesForTheSameEvidence) {
  for (std::size_t i = 0; i < tests::rules_about_domains().size(); ++i) {
    const rules::Rule& rule = *tests::rules_about_domains()[i];
    EXPECT_EQ(tests::json_report(tests::audited(rule.bad)), tests::json_report(tests::audited_samples()[i])) << rule.id;
  }
}

TEST(JsonReport, HasTheAddressThatSends) {
  const auto sender = nlohmann::json::parse(tests::json_report(tests::audited(
      ";! --ip 192.0.2.1\n@ TXT \"v=spf1 a -all\"\n1.2.0.192.in-addr.arpa. PTR mail\n")))["domains"][0]["sender"];
  EXPECT_EQ(sender["ip"], "192.0.2.1");
  EXPECT_EQ(sender["spf"]["result"], "fail");
  EXPECT_EQ(sender["spf"]["mechanism"], "-all");
  EXPECT_EQ(sender["spf"]["helo"], "mail.example.com");
  EXPECT_EQ(sender["ptr"]["outcome"], "found");
  EXPECT_EQ(sender["names"][0]["leads_back"], false);
  EXPECT_TRUE(nlohmann::json::parse(tests::json_report(tests::audited("")))["domains"][0]["sender"].is_null());
}

TEST(JsonReport, SaysWhereInTheFileEachMarkStands) {
  auto zone = dns::Zone::parse("@ TXT \"v=spf1 -all\"\n_dmarc TXT ( \"v=DMARC1;\"\n  \"\\032p=rejct\" )\n", "f.zone",
                               *dns::Name::parse("example.com"));
  dns::Evidence evidence;
  evidence.add_zone(std::get<dns::Zone>(zone));
  evidence.go_offline();
  const auto json = nlohmann::json::parse(
      tests::json_report(audit::audit_evidence({.domain = *dns::Name::parse("example.com")}, std::move(evidence))));
  for (const auto& finding : json["domains"][0]["findings"]) {
    if (finding["rule"] != "dmarc-p-invalid") continue;
    const nlohmann::json expected = {{"file", "f.zone"}, {"line", 3}, {"column", 10}};
    EXPECT_EQ(finding["spans"][0]["position"], expected);
    EXPECT_EQ(finding["position"], expected);
    return;
  }
  ADD_FAILURE() << json.dump();
}

TEST(JsonReport, SaysWhatToWriteInTheFile) {
  const auto json = nlohmann::json::parse(
      tests::json_report(tests::audited(";! --input zone\n@ TXT \"v=spf1 -all\"\n@ MX 10 mx.example.net\n")));
  const auto& finding = json["domains"][0]["findings"][0];
  EXPECT_EQ(finding["rule"], "source-target-relative");
  EXPECT_EQ(finding["edit"], (nlohmann::json{{"begin", 0}, {"end", 17}, {"text", "10 mx.example.net."}}));
}

TEST(JsonReport, KeepsBytesThatAreNoUtf8) {
  const auto json = nlohmann::json::parse(tests::json_report(tests::audited(R"(_dmarc TXT "v=DMARC1; p=reject\255")")));
  const auto& record = json["domains"][0]["dmarc"]["records"][0];
  EXPECT_EQ(record["text"], R"(v=DMARC1; p=reject\255)");
  EXPECT_EQ(record["text_base64"], "dj1ETUFSQzE7IHA9cmVqZWN0/w==");
}

}  // namespace
}  // namespace mailauth::schema_test
