#include "sweep/audit_result.h"

#include <gtest/gtest.h>

#include "support/audited.h"

namespace mailauth::sweep::audit_result_test {
namespace {

TEST(ResultOfAnAudit, SaysWhetherReceiversUseTheDmarcRecord) {
  const struct {
    std::string records, dmarc, policy;
  } cases[] = {
      {"", "none", ""},
      {"_dmarc TXT \"v=DMARC1; p=reject\"", "in_force", "reject"},
      {"_dmarc TXT \"v:DMARC1; p=reject\"", "ignored", ""},
      {"_dmarc TXT \"v=DMARC1; p=none:fo=1\"", "ignored", ""},  // RFC 9989 4.7: no policy, and no rua=
      {"_dmarc TXT \"v=DMARC1; p=none:fo=1; rua=mailto:dmarc@example.com\"", "in_force", "none"},
      {";! _dmarc.example.com TXT timeout", "unknown", ""},
  };
  for (const auto& [records, dmarc, policy] : cases) {
    const results::Result result = result_of(tests::audited(records), "");
    EXPECT_EQ(result.dmarc.text(), dmarc) << records;
    EXPECT_EQ(result.policy.text(), policy) << records;
  }
}

}  // namespace
}  // namespace mailauth::sweep::audit_result_test
