// `mailauth lint plan.json`: where its findings stand, and what must not be said.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/dns_servers.h"
#include "support/files.h"

namespace mailauth::plan_test {
namespace {

using tests::Output;

constexpr const char* formats[] = {"text", "json", "ndjson", "sarif", "junit", "github", "gitlab", "csv", "markdown"};

class Plan : public testing::Test {
 protected:
  void write(std::string_view name, std::string_view content) { tests::write_file(folder_.path(name), content); }
  void write_record(std::string_view change) {
    write("plan.json", fmt::format(R"({{ "format_version": "1.2", "resource_changes": [ {{ "mode": "managed",
  "address": "module.dns.aws_route53_record.dmarc[0]", "type": "aws_route53_record", "change": {{ {} }} }} ] }})",
                                   change));
  }
  Output lint(const std::string& arguments, const std::string& redirection = "2>&1") {
    return tests::run_command(fmt::format("cd {} && LC_ALL=C.UTF-8 " MAILAUTH_BINARY " lint plan.json --offline {} {}",
                                          folder_.path(""), arguments, redirection));
  }
  tests::TemporaryFolder folder_;
};

constexpr std::string_view broken = R"("actions": ["create"], "before": null, "after": { "zone_id": "Z1", "type": "TXT",
    "name": "_dmarc", "ttl": 300, "records": ["v=DMARC1; p:none"] })";

TEST_F(Plan, FindingsStandAtTheResource) {
  write_record(broken);
  for (const std::string format : formats) {
    const Output output = lint("--zone-name Z1=example.com --format " + format, "2>/dev/null");
    EXPECT_EQ(output.exit_code, 1);
    const bool as_uri = format == "sarif";
    const std::string_view address =
        as_uri ? "\"module.dns.aws_route53_record.dmarc%5B0%5D\"" : "module.dns.aws_route53_record.dmarc[0]";
    std::string text = output.text;
    if (format == "markdown") std::erase(text, '\\');
    EXPECT_NE(text.find(address), std::string::npos) << format << "\n" << text;
  }
  const auto finding =
      nlohmann::json::parse(lint("--zone-name Z1=example.com --format gitlab", "2>/dev/null").text).at(0);
  EXPECT_EQ(finding["location"]["path"], "module.dns.aws_route53_record.dmarc[0]");
  EXPECT_EQ(finding["location"]["lines"]["begin"], 1);
}

TEST_F(Plan, AZoneMayBeNamedInTheFileOfTheProject) {
  write_record(broken);
  write("mailauth.toml", "zone-names = [\"Z1=example.net\"]\n");
  EXPECT_NE(lint("").text.find("judged: example.net"), std::string::npos);
  EXPECT_NE(lint("--zone-name Z1=example.org").text.find("judged: example.org"), std::string::npos);
  write("mailauth.toml", "zone-names = [\"Z1\"]\n");
  const Output wrong = lint("");
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_TRUE(wrong.text.starts_with("mailauth: mailauth.toml:1:14: zone-names: ")) << wrong.text;
}

TEST_F(Plan, WhatIsSensitiveIsInNoFormat) {
  const std::string states = R"("actions": ["update"],
    "before": { "zone_id": "Z1", "type": "TXT", "name": "example.com", "records": ["v=spf1 include:secret.example -all"] },
    "after": { "zone_id": "Z1", "type": "TXT", "name": "example.com", "records": ["v=spf1 include:secret.example ~all"] },
    "before_sensitive": {}, "after_sensitive": { "records": [true] })";
  write_record(states);
  for (const std::string format : formats) {
    const Output output = lint("--verbose --zone-name Z1=example.com --format " + format);
    EXPECT_EQ(output.text.find("secret"), std::string::npos) << format << "\n" << output.text;
    EXPECT_NE(output.text.find("sensitive, and so not looked at"), std::string::npos) << format;
  }
}

TEST_F(Plan, AStateIsRefused) {
  write("plan.json", R"({ "format_version": "1.0", "values": { "root_module": {} } })");
  const Output output = lint("");
  EXPECT_EQ(output.exit_code, 2);
  EXPECT_NE(output.text.find("this is a state"), std::string::npos) << output.text;
}

}  // namespace
}  // namespace mailauth::plan_test
