// One record as text: the verdict, and that an audit of the domain that publishes it says the same.

#include <gtest/gtest.h>

#include "audit/audit.h"
#include "audit/lint.h"
#include "facts/sample.h"
#include "support/test_keys.h"
#include "support/world.h"

namespace mailauth::audit::lint_test {
namespace {

using namespace mailauth::tests;

constexpr std::string_view place = "s1._domainkey.example.com";

// "invalid" when receivers cannot use the key that the audit finds at the selector, and it says why with an error;
// "valid" when nothing is wrong with it. What only concerns the domain, such as having one kind of key, does not count.
std::string verdict_of_audit(const std::string& record) {
  const std::string zone = ";! --selector s1\n@ TXT \"v=spf1 mx -all\"\ns1._domainkey TXT " + dns::to_zone_txt(record);
  auto sample = std::get<facts::Sample>(facts::parse_sample(zone, test::name("example.com")));
  const Audit audit = audit_evidence(sample.request, std::move(sample.evidence));
  bool error = false, warning = false;
  for (const rules::Finding& finding : audit.findings) {
    if (finding.name != test::name(place) || finding.rule->id == "dkim-ed25519-only") continue;
    error = error || finding.severity == rules::Severity::error;
    warning = warning || finding.severity == rules::Severity::warning;
  }
  const bool usable = !facts::usable_keys(audit.facts.dkim).empty();
  EXPECT_EQ(usable, !error) << record;
  return error ? "invalid" : warning ? "warning" : "valid";
}

TEST(LintDkim, SaysWhatAnAuditSays) {
  struct Case {
    std::string record;
    std::string_view verdict;
  };
  const std::string rsa(rsa_2048), ed25519(ed25519_raw);
  const Case cases[] = {
      {"v=DKIM1; k=rsa; p=" + rsa, "valid"},
      {"k=rsa; p=" + rsa, "valid"},  // v= may be missing: RFC 6376 3.6.1
      {"p=" + rsa, "valid"},
      {"v=DKIM1; k=ed25519; p=" + ed25519, "valid"},
      {"k=ed25519; p=" + ed25519, "valid"},
      {"v=DKIM1; p=" + std::string(rsa_1024), "warning"},
      {"v=DKIM1; K=rsa; p=" + rsa, "warning"},
      {"v=DKIM1; k=RSA; p=" + rsa, "invalid"},  // values are case-sensitive: RFC 6376 3.2
      {"v=DKIM1; k=Ed25519; p=" + ed25519, "invalid"},
      {"v=DKIM1; k=rsa-sha256; p=" + rsa, "invalid"},
      {"v=DKIM1; p=" + ed25519, "invalid"},
      {"v=DKIM1; k=ed25519; p=" + std::string(ed25519_spki), "invalid"},
      {"v=DKIM2; p=" + rsa, "invalid"},
      {"v=DKIM1; p=" + std::string(rsa_512), "invalid"},
      {"v=DKIM1; k=rsa", "invalid"},
  };
  for (const auto& [record, verdict] : cases) {
    EXPECT_EQ(to_string(lint_record(records::RecordKind::dkim, place, {record}).verdict), verdict) << record;
    EXPECT_EQ(verdict_of_audit(record), verdict) << record;
  }
}

TEST(LintDmarc, AnAuthorisationOfReportsNeedsNoPolicy) {
  const std::string_view there = "example.net._report._dmarc.example.com";
  for (const std::string_view text : {"v=DMARC1", "v=DMARC1;", "v=DMARC1; rua=mailto:d@example.com"}) {
    const Lint lint = lint_record(records::RecordKind::dmarc, there, {std::string(text)});
    EXPECT_EQ(to_string(lint.verdict), "valid") << text;
    EXPECT_TRUE(lint.findings.empty()) << text;
  }
  const Lint lint = lint_record(records::RecordKind::dmarc, there, {"v:DMARC1"});
  EXPECT_EQ(to_string(lint.verdict), "invalid");
  ASSERT_FALSE(lint.findings.empty());
  EXPECT_EQ(lint.findings.front().name.text(), there);
  ASSERT_TRUE(lint.findings.front().fix);
  EXPECT_EQ(lint.findings.front().fix->owner.text(), there);
  EXPECT_EQ(lint.findings.front().fix->text(), "v=DMARC1");
  EXPECT_EQ(to_string(lint_record(records::RecordKind::dmarc, "", {"v=DMARC1; rua=mailto:d@example.com"}).verdict),
            "warning");  // as a policy
}

}  // namespace
}  // namespace mailauth::audit::lint_test
