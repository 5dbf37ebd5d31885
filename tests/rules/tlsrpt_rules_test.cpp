// What the TLS-RPT rules say, and what they leave alone.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/judged.h"

namespace mailauth::tlsrpt_rules_test {
namespace {

constexpr std::string_view receives = "@ MX 10 mail\nmail A 192.0.2.25\n";

std::vector<std::string> tlsrpt_ids(std::string_view zone) {
  std::vector<std::string> ids = test::ids(test::judged(zone));
  std::erase_if(ids, [](const std::string& id) { return !id.starts_with("tlsrpt-"); });
  return ids;
}

using Ids = std::vector<std::string>;

TEST(TlsRptRules, NameOneMistakeOnce) {
  const struct {
    std::string records;
    Ids ids;
  } cases[] = {
      {"", {"tlsrpt-missing"}},
      {"_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:tls@example.com\"", {}},
      {"_smtp._tls TXT \"v=TLSRPTv1; rua=https://mail.example.com/v1\"", {}},
      {"_smtp._tls TXT \"unrelated\"", {"tlsrpt-missing"}},
      {"_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:tls@example.com\"\n_smtp._tls TXT \"unrelated\"", {}},
      {"_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:tls@example.com\"\n_smtp._tls TXT \"v=TLSRPTv2; rua=x\"", {}},
      {"_smtp._tls TXT \"v=TLSRPTv1;\"", {"tlsrpt-record-invalid"}},
      {"_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:a@example.com\"\n_smtp._tls TXT \"v=TLSRPTv1; "
       "rua=mailto:b@example.com\"",
       {"tlsrpt-record-invalid"}},
      {"_smtp._tls TXT \"v=TLSRPTv1; rua=https://gone.example.com/\"", {"tlsrpt-rua-dead"}},
      {"_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:tls@null.example.com\"\nnull MX 0 .", {"tlsrpt-rua-dead"}},
      {"_smtp._tls CNAME tls.example.net.\ntls.example.net. TXT \"v=TLSRPTv1; rua=mailto:tls@example.com\"", {}},
      {"_smtp_tls TXT \"v=TLSRPTv1; rua=mailto:tls@example.com\"", {"tlsrpt-wrong-name"}},
      {"_smtp-tlsrpt TXT \"unrelated\"", {"tlsrpt-missing"}},
      {";! _smtp._tls.example.com TXT timeout", {}},
      {"_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:tls@example.net\"\n;! example.net MX server_failure", {}},
  };
  for (const auto& [records, ids] : cases) EXPECT_EQ(tlsrpt_ids(std::string(receives) + records), ids) << records;
}

TEST(TlsRptRules, AskNothingOfADomainWithoutMailHosts) {
  EXPECT_EQ(tlsrpt_ids("@ MX 0 ."), Ids{});
  EXPECT_EQ(tlsrpt_ids("@ A 192.0.2.1"), Ids{});
}

TEST(TlsRptRules, WeighARecordThatHasAGoodAddressLess) {
  const auto found = test::of_rule(
      test::judged(std::string(receives) + "_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:tls@example.com,ftp://x\""),
      "tlsrpt-record-invalid");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found.front().severity, rules::Severity::warning);
}

TEST(TlsRptRules, MarkOnlyTheFirstOfManyMistakes) {
  std::string list = "x";
  for (int i = 0; i < 60; ++i) list += ",x";
  const auto found = test::of_rule(
      test::judged(std::string(receives) + "_smtp._tls TXT \"v=TLSRPTv1; rua=" + list + "\""), "tlsrpt-record-invalid");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found.front().marks.size(), 20u);
  EXPECT_EQ(found.front().notes.size(), 5u);
}

}  // namespace
}  // namespace mailauth::tlsrpt_rules_test
