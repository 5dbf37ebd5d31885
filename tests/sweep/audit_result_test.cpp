#include "sweep/audit_result.h"

#include <gtest/gtest.h>

#include "support/audited.h"
#include "text/ascii.h"

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

std::string hash_of(const std::string& records) { return result_of(tests::audited(records), "").records; }

// What is judged otherwise although this is the same changed because mailauth did.
TEST(ResultOfAnAudit, HashesTheRecordsThatWereJudged) {
  const std::string records = "@ TXT \"v=spf1 mx -all\"\n@ TXT \"a\"\n@ MX 10 mail\nmail A 192.0.2.1\n";
  const std::string hash = hash_of(records);
  EXPECT_EQ(hash.size(), 16U);
  EXPECT_EQ(hash_of("mail A 192.0.2.1\n@ MX 10 mail\n@ TXT \"a\"\n@ TXT \"v=spf1 mx -all\"\n"), hash)
      << "another order";
  EXPECT_EQ(hash_of(text::replace_all(records, "192.0.2.1", "192.0.2.2")), hash) << "addresses change by the hour";
  for (const auto& [what, with] :
       {std::pair("-all", "~all"), {"MX 10", "MX 11"}, {"\"a\"", "\"b\""}, {"\"a\"", "\"\" \"a\""}})
    EXPECT_NE(hash_of(text::replace_all(records, what, with)), hash) << what;
}

}  // namespace
}  // namespace mailauth::sweep::audit_result_test
