// The data of the mail services, what `mailauth providers` prints and docs/providers.schema.json are one form.

#include "report/providers.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/files.h"

namespace mailauth::providers_test {
namespace {

std::string on_one_line(const std::string& json) { return nlohmann::ordered_json::parse(json).dump() + "\n"; }

TEST(Providers, KeepToTheSchema) {
  const tests::TemporaryFolder folder;
  const std::string file = folder.path("providers.ndjson");
  tests::write_file(file, on_one_line(report::providers_json(facts::services())) +
                              on_one_line(tests::read_file(MAILAUTH_SOURCE_DIR "/data/providers.json")) +
                              on_one_line(tests::read_file(MAILAUTH_SOURCE_DIR "/docs/examples/providers.json")));
  const auto output =
      tests::run_command("/usr/bin/python3 " MAILAUTH_SOURCE_DIR "/tests/report/validate.py " MAILAUTH_SOURCE_DIR
                         "/docs/providers.schema.json " +
                         file + " 2>&1");
  EXPECT_EQ(output.exit_code, 0) << output.text;
}

TEST(Providers, AreTheDataAgain) {
  EXPECT_EQ(nlohmann::json::parse(report::providers_json(facts::services())),
            nlohmann::json::parse(tests::read_file(MAILAUTH_SOURCE_DIR "/data/providers.json")));
}

TEST(Providers, SayWhatToPublishAndWhere) {
  const auto text = [](std::string_view id) { return report::provider_text(*facts::find_service(id), {}); };
  EXPECT_NE(text("mailchimp").find("k2._domainkey.example.com CNAME dkim2.mcsv.net.\n"), std::string::npos);
  EXPECT_NE(text("mailchimp").find("nowhere: "), std::string::npos);
  EXPECT_EQ(text("mailchimp").find("depends on the account"), std::string::npos);
  EXPECT_NE(text("google-workspace").find("include:_spf.google.com at the domain\n"), std::string::npos);
  EXPECT_NE(text("google-workspace").find("* depends on the account"), std::string::npos);
}

}  // namespace
}  // namespace mailauth::providers_test
