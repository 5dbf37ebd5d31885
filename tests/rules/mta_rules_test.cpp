// What the MTA-STS rules say, and what they leave alone.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/judged.h"

namespace mailauth::mta_rules_test {
namespace {

constexpr std::string_view receives = "@ MX 10 mail\nmail A 192.0.2.25\n"
                                      "_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:tls@example.com\"\n";
constexpr std::string_view host = "mta-sts A 192.0.2.2\n";

using Ids = std::vector<std::string>;

Ids mta_ids(const std::string& zone) {
  Ids ids = test::ids(test::judged(zone));
  std::erase_if(ids, [](const std::string& id) { return !id.starts_with("mta-"); });
  return ids;
}

TEST(MtaStsRules, NameOneMistakeOnce) {
  const struct {
    std::string records;
    Ids ids;
  } cases[] = {
      {"", {"mta-sts-missing"}},
      {"_mta-sts TXT \"v=STSv1; id=1\"", {}},
      {"_mta-sts TXT \"v=STSv1; id=1\"\n_mta-sts TXT \"unrelated\"", {}},
      {"_mta-sts TXT \"v=STSv1; id=1\"\n_mta-sts TXT \"v=STSv2; id=2\"", {}},
      {"_mta-sts TXT \"unrelated\"", {"mta-sts-missing"}},
      {"_mta-sts TXT \"v=STSv1; id=1\"\n_mta-sts TXT \"v=STSv1; id=2\"", {"mta-sts-multiple"}},
      {"_mta-sts TXT \"v=STSv1; id=2026-01-01\"", {"mta-sts-record-invalid"}},
      {"_mta-sts TXT \"v=STSv1\"", {"mta-sts-record-invalid"}},
      {"_mta-sts CNAME sts.example.net.\nsts.example.net. TXT \"v=STSv1; id=1\"", {}},
      {";! _mta-sts.example.com TXT timeout", {}},
  };
  for (const auto& [records, ids] : cases)
    EXPECT_EQ(mta_ids(std::string(receives) + std::string(host) + records), ids) << records;
}

TEST(MtaStsRules, WantAHostThatServesThePolicy) {
  const std::string record = std::string(receives) + "_mta-sts TXT \"v=STSv1; id=1\"\n";
  EXPECT_EQ(mta_ids(record), Ids{"mta-sts-host-missing"});
  EXPECT_EQ(mta_ids(record + "mta-sts AAAA 2001:db8::1"), Ids{});
  EXPECT_EQ(mta_ids(record + "mta-sts CNAME sts.example.net.\nsts.example.net. A 192.0.2.3"), Ids{});
  EXPECT_EQ(mta_ids(record + ";! mta-sts.example.com A timeout"), Ids{});
}

TEST(MtaStsRules, AskNothingOfADomainWithoutMailHosts) {
  EXPECT_EQ(mta_ids("@ MX 0 ."), Ids{});
  EXPECT_EQ(mta_ids("@ A 192.0.2.1"), Ids{});
}

}  // namespace
}  // namespace mailauth::mta_rules_test
