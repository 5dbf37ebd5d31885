// The library as a program uses it: only its own header.
#include <gtest/gtest.h>

#include <algorithm>

#include "mailauth/mailauth.h"

namespace mailauth::library_test {
namespace {

constexpr const char* zone = R"(
@ SOA ns hostmaster 1 3600 600 86400 300
@ MX 10 mail
mail A 192.0.2.1
@ TXT "v=spf1 mx -all"
_dmarc TXT "v:DMARC1; p=reject; rua=mailto:dmarc@example.com"
)";

const Finding* find(const std::vector<Finding>& findings, std::string_view rule) {
  const auto at = std::ranges::find(findings, rule, &Finding::rule);
  return at == findings.end() ? nullptr : &*at;
}

TEST(Library, AuditsADomainFromAZone) {
  const Report report = audit_domain({.domain = "example.com", .zone = zone, .offline = true});
  EXPECT_EQ(report.domain, "example.com");
  EXPECT_EQ(report.own_mail, "at_risk");
  EXPECT_EQ(report.forgery, "anyone");  // whatever _dmarc.com says
  EXPECT_FALSE(report.forgery_reason.empty());
  const Finding* finding = find(report.findings, "dmarc-version-typo");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->severity, Severity::error);
  EXPECT_EQ(finding->where, "_dmarc.example.com TXT");
  EXPECT_EQ(finding->publish_at, "_dmarc.example.com TXT");
  EXPECT_EQ(finding->publish, "\"v=DMARC1; p=none; rua=mailto:dmarc@example.com\"");
  EXPECT_TRUE(report.json.starts_with('{'));
}

TEST(Library, SaysWhatIsNotKnown) {
  const Report report = audit_domain({.domain = "example.com", .offline = true});
  EXPECT_FALSE(report.complete);
  EXPECT_EQ(report.forgery, "unknown");
  EXPECT_TRUE(std::ranges::none_of(report.findings, &Finding::known));
}

TEST(Library, EscapesWhatComesFromTheDns) {
  const Report report =
      audit_domain({.domain = "example.com", .zone = "@ TXT \"v=spf1 \\027[31m -all\"\n", .offline = true});
  for (const Finding& finding : report.findings)
    for (const std::string* text : {&finding.message, &finding.record, &finding.publish, &finding.consequence})
      EXPECT_EQ(text->find('\x1b'), std::string::npos) << finding.rule;
}

TEST(Library, JudgesARecord) {
  EXPECT_EQ(judge_record("spf", "v=spf1 -all").verdict, "valid");
  const Judgement judgement = judge_record("dmarc", "v=DMARC1; p=rejected");
  EXPECT_EQ(judgement.verdict, "invalid");
  ASSERT_FALSE(judgement.findings.empty());
  EXPECT_EQ(judgement.findings.front().rule, "dmarc-p-invalid");
}

TEST(Library, RefusesWhatCannotBe) {
  EXPECT_THROW(audit_domain({.domain = "exa mple"}), BadRequest);
  EXPECT_THROW(audit_domain({.domain = "example.com", .selectors = {"a b"}, .offline = true}), BadRequest);
  EXPECT_THROW(audit_domain({.domain = "example.com", .resolvers = {"nonsense"}}), BadRequest);
  EXPECT_THROW(audit_domain({.domain = "example.com", .zone = "@ TXT (", .offline = true}), BadRequest);
  EXPECT_THROW(judge_record("bimi", "v=BIMI1"), BadRequest);
  EXPECT_THROW(judge_record("spf", "v=spf1", "a..b"), BadRequest);
}

}  // namespace
}  // namespace mailauth::library_test
