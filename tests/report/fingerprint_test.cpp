// Which finding is the same as one of yesterday.

#include "report/fingerprint.h"

#include <gtest/gtest.h>

#include <set>

#include "support/audited.h"

namespace mailauth::fingerprint_test {
namespace {

std::vector<std::string> of(const audit::Audit& audit) {
  return report::fingerprints(audit.request.domain, audit.findings);
}

// Of the first finding of the rule.
std::string of_rule(std::string_view zone, std::string_view rule, std::string_view domain = "example.com") {
  const audit::Audit audit = tests::audited(zone, domain);
  const std::vector<std::string> all = of(audit);
  for (std::size_t i = 0; i < all.size(); ++i)
    if (audit.findings[i].rule->id == rule) return all[i];
  return "not found";
}

// Baselines and the alerts of code scanning hold them: one that changes is a new finding for everybody.
TEST(Fingerprint, StaysTheSameFromVersionToVersion) {
  EXPECT_EQ(of_rule(R"(_dmarc TXT "v:DMARC1; p=reject")", "dmarc-version-typo"), "18d0d792fc54c333");
  EXPECT_EQ(of_rule("@ MX 10 mail\nmail A 192.0.2.1\n", "dmarc-missing"), "de3df0e49c7bffcd");
}

TEST(Fingerprint, IsOfTheMarkedTextAndNotOfTheRest) {
  const std::string one = of_rule(R"(_dmarc TXT "v=DMARC1; p=reject; foo=bar")", "dmarc-unknown-tag");
  EXPECT_NE(one, "not found");
  EXPECT_EQ(of_rule(R"(_dmarc TXT "v=DMARC1; p=none; rua=mailto:d@example.com;   FOO=bar")", "dmarc-unknown-tag"), one);
  EXPECT_NE(of_rule(R"(_dmarc TXT "v=DMARC1; p=reject; foe=bar")", "dmarc-unknown-tag"), one);
}

TEST(Fingerprint, IsOfOneDomain) {
  constexpr std::string_view zone = "_dmarc TXT \"v:DMARC1; p=reject\"\n_dmarc.sub TXT \"v:DMARC1; p=reject\"";
  EXPECT_NE(of_rule(zone, "dmarc-version-typo"), of_rule(zone, "dmarc-version-typo", "sub.example.com"));
}

TEST(Fingerprint, IsNeverTheSameTwiceInAnAudit) {
  for (const audit::Audit& audit : tests::audited_samples()) {
    const std::vector<std::string> all = of(audit);
    EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), all.size());
    for (const std::string& one : all) EXPECT_EQ(one.size(), 16u);
  }
}

}  // namespace
}  // namespace mailauth::fingerprint_test
