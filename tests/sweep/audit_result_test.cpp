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

TEST(ResultOfAnAudit, SaysWhetherSendersUseTheTlsRptRecord) {
  const std::string hosts = "@ MX 10 mail\nmail A 192.0.2.1\n";
  const std::pair<std::string, std::string> cases[] = {
      {hosts, "none"},
      {hosts + "_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:tls@example.com\"", "in_force"},
      {hosts + "_smtp._tls TXT \"v=TLSRPTv1 rua=mailto:tls@example.com\"", "ignored"},
      {hosts + ";! _smtp._tls.example.com TXT timeout", "unknown"},
  };
  for (const auto& [records, word] : cases)
    EXPECT_EQ(result_of(tests::audited(records), "").further.front().text(), word) << records;
}

}  // namespace
}  // namespace mailauth::sweep::audit_result_test
