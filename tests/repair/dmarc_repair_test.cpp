// DMARC records as people publish them, and what becomes of them.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "repair/repair.h"

namespace mailauth::dmarc_repair_test {
namespace {

records::dmarc::Record record_of(std::string_view text) {
  return records::dmarc::parse({"_dmarc.example.com TXT", std::string(text), {}, {}});
}

// Empty when there is nothing to repair, or nobody can know how.
std::string repaired(std::string_view text, const repair::DmarcWishes& wishes = {}) {
  const auto result = repair::repair_dmarc(record_of(text), wishes);
  return result ? result->text : "";
}

struct Case {
  std::string_view published, repaired;
};

TEST(RepairDmarc, WritesWhatWasMeant) {
  const std::vector<Case> cases{
      {"v:DMARC1;p=reject;pct=100;rua=mailto:support@example.com:fo=1;adkim=s;aspf=s;",
       "v=DMARC1; p=reject; rua=mailto:support@example.com; adkim=s; aspf=s"},
      {"v=dmarc1; p=none", "v=DMARC1; p=none"},
      {"v=DMARC 1; p=none", "v=DMARC1; p=none"},
      {"v=DMARC2; p=none", "v=DMARC1; p=none"},
      {"DMARC1; p=none", "v=DMARC1; p=none"},
      {"p=none; v=DMARC1", "v=DMARC1; p=none"},
      {"p=none; rua=mailto:dmarc@example.com", "v=DMARC1; p=none; rua=mailto:dmarc@example.com"},
      {" v=DMARC1; p=none", "v=DMARC1; p=none"},
      {"v=DMARC1 p=reject", "v=DMARC1; p=reject"},
      {"v=DMARC1, p=reject, sp=none", "v=DMARC1; p=reject; sp=none"},
      {"v=DMARC1; p=reject rua=mailto:a@example.com  fo=1", "v=DMARC1; p=reject; rua=mailto:a@example.com"},
      {"v=DMARC1; p:reject", "v=DMARC1; p=reject"},
      {"v=DMARC1; rua=mailto:a@example.com", "v=DMARC1; p=none; rua=mailto:a@example.com"},
      {"v=DMARC1; p=Rejected", "v=DMARC1; p=reject"},
      {"v=DMARC1; P=REJECT", "v=DMARC1; p=reject"},  // legal, but not all receivers know
      {"v=DMARC1; p=quarentine; sp=block; np=monitor", "v=DMARC1; p=quarantine; sp=reject; np=none"},
      {"v=DMARC1; policy=reject", "v=DMARC1; p=reject"},
      {"v=DMARC1; p=reject; sp=", "v=DMARC1; p=reject"},
      {"v=DMARC1; p=none; adkim=strict; aspf=relaxed", "v=DMARC1; p=none; adkim=s"},
      {"v=DMARC1; p=none; aspf=x", "v=DMARC1; p=none"},
      {"v=DMARC1; p=none; rau=mailto:a@example.com", "v=DMARC1; p=none; rua=mailto:a@example.com"},
      {"v=DMARC1; p=none; p=reject", "v=DMARC1; p=reject"},  // measured: the last one counts
      {"v=DMARC1; rua=a@example.com; p=none", "v=DMARC1; p=none; rua=mailto:a@example.com"},
      {"v=DMARC1; p=none; junk; x=y", "v=DMARC1; p=none; x=y"},
      {"v=DMARC1; p=none; ruf=mailto:a@example.com; fo=1,d", "v=DMARC1; p=none; ruf=mailto:a@example.com; fo=1:d"},
      {"v=DMARC1; p=none; ruf=mailto:a@example.com; fo=0:1:s", "v=DMARC1; p=none; ruf=mailto:a@example.com; fo=1:s"},
      {"v=DMARC1; p=none; fo=1,d", "v=DMARC1; p=none"},  // RFC 9989 4.7: ignored without ruf=
      {"v=DMARC1;; p=none", "v=DMARC1; p=none"},
      {"v=DMARC1; p = none", "v=DMARC1; p=none"},
      {"v=DMARC1; v=DMARC1; p=none", "v=DMARC1; p=none"},
      {"v=DMARC1; p=none; t=yes; psd=maybe; ri=1d; x=", "v=DMARC1; p=none"},
      {"v=DMARC1; p=none; pct=101", "v=DMARC1; p=none"},
      {"v:DMARC1; p=quarantine; pct=25", "v=DMARC1; p=quarantine; pct=25"},
      {"v:DMARC1; p=none; pct=100; ri=86400; rf=afrf; adkim=r; t=n; psd=u", "v=DMARC1; p=none"},
      {"v:DMARC1; p=reject; t=Y; psd=N", "v=DMARC1; p=reject; t=y; psd=n"},
  };
  for (const Case& each : cases) EXPECT_EQ(repaired(each.published), each.repaired) << each.published;
}

TEST(RepairDmarc, TakesOutWhatBelongsToAZoneFileOrAWordProcessor) {
  const std::vector<Case> cases{
      {"\"v=DMARC1; p=none\"", "v=DMARC1; p=none"},
      {"\"v=DMARC1; p=none; rua=mailto:a@exam\" \"ple.com\"", "v=DMARC1; p=none; rua=mailto:a@example.com"},
      {"v=DMARC1\\; p=reject\\;", "v=DMARC1; p=reject"},
      {"\xe2\x80\x9cv=DMARC1; p=none\xe2\x80\x9d", "v=DMARC1; p=none"},
      {"v=DMARC1;\xc2\xa0p=none", "v=DMARC1; p=none"},
      {"v=DMARC1; p=none\xff", ""},
  };
  for (const Case& each : cases) EXPECT_EQ(repaired(each.published), each.repaired) << each.published;
}

TEST(RepairDmarc, RepairsReportAddresses) {
  const std::vector<Case> cases{
      {"a@example.com", "mailto:a@example.com"},
      {"mailto//a@example.com", "mailto:a@example.com"},
      {"maito:a@example.com", "mailto:a@example.com"},
      {"mailto: a@example.com", "mailto:a@example.com"},
      {"mailto:<a@example.com>", "mailto:a@example.com"},
      {"mailto:a@example.com.", "mailto:a@example.com"},
      {"mailto:a@example.com,b@example.com", "mailto:a@example.com,mailto:b@example.com"},
      {"mailto:a@example.com mailto:b@example.com", "mailto:a@example.com,mailto:b@example.com"},
      {"mailto:a@example.com;mailto:b@example.com", "mailto:a@example.com,mailto:b@example.com"},
      {"mailto:a@example.com; b@example.com", "mailto:a@example.com,mailto:b@example.com"},
      {"mailto:a@example.com!10m,", "mailto:a@example.com"},
      {"mailto:a!b@example.com", "mailto:a%21b@example.com"},
      {"https://example.com/dmarc,a@example.com", "https://example.com/dmarc,mailto:a@example.com"},
  };
  for (const Case& each : cases) {
    const std::string prefix = "v=DMARC1; p=none; rua=";
    EXPECT_EQ(repaired(prefix + std::string(each.published)), prefix + std::string(each.repaired)) << each.published;
  }
}

TEST(RepairDmarc, LeavesAloneWhatIsRightOrCannotBeKnown) {
  for (const std::string_view text : {
           "v=DMARC1; p=none",
           "v=DMARC1;p=reject;rua=mailto:a@example.com;",
           "v=DMARC1; p=reject;;",  // receivers accept it at the end
           "v=DMARC1; rua=mailto:a@example.com; p=reject; x=y",
           "v=DMARC1; p=reject; pct=100",  // tidying alone is no reason
           "v=DMARC1; p=yes",
           "v=DMARC1; p=reject; sp=yes",
           "v=DMARC1; p=none; rua=somebody",
           "v=spf1 -all; p=none",
       })
    EXPECT_EQ(repaired(text), "") << text;
}

TEST(RepairDmarc, SaysWhatItDid) {
  const auto result = repair::repair_dmarc(record_of("v:DMARC1;p=reject;pct=100;rua=mailto:support@example.com:fo=1"));
  ASSERT_TRUE(result);
  EXPECT_EQ(result->changes, (std::vector<std::string>{"':' after v became '='", "':' before fo= became ';'",
                                                       "pct=100 was dropped: it says what holds anyway",
                                                       "fo= was dropped: it has no effect without ruf="}));
}

TEST(RepairDmarc, DoesWhatFindingsAskFor) {
  repair::DmarcWishes wishes;
  wishes.drop_strict_spf = true;
  EXPECT_EQ(repaired("v=DMARC1; p=reject; aspf=s", wishes), "v=DMARC1; p=reject");
  EXPECT_EQ(repaired("v=DMARC1; p=reject", wishes), "");
  wishes = {};
  wishes.drop_subdomain_policy = true;
  EXPECT_EQ(repaired("v=DMARC1; p=reject; sp=none", wishes), "v=DMARC1; p=reject");
  wishes = {};
  wishes.policy = records::dmarc::Policy::none;
  EXPECT_EQ(repaired("v=DMARC1; rua=mailto:a@example.com; p=reject", wishes),
            "v=DMARC1; p=none; rua=mailto:a@example.com");
  wishes = {};
  wishes.report_to = "dmarc@example.com";
  EXPECT_EQ(repaired("v=DMARC1; p=none", wishes), "v=DMARC1; p=none; rua=mailto:dmarc@example.com");
  EXPECT_EQ(repaired("v=DMARC1; p=none; rua=mailto:a@example.com", wishes), "");
}

TEST(RepairDmarc, IsContentWithItsOwnWork) {
  for (const std::string_view text :
       {"v:DMARC1;p=rejected;rua=a@example.com,mailto//b@example.com:fo=1|aspf=strict", "v=dmarc1 sp=block, np=off"})
    EXPECT_EQ(repaired(repaired(text)), "") << text;
}

TEST(MergeDmarc, KeepsEveryTagOnceAndTheCarefulPolicy) {
  const std::vector records{record_of("v=DMARC1; p=reject; rua=mailto:a@example.com; adkim=s"),
                            record_of("v=DMARC1; p=none; rua=mailto:b@example.com; fo=1")};
  const auto merged = repair::merge_dmarc(records);
  ASSERT_TRUE(merged);
  EXPECT_EQ(merged->text, "v=DMARC1; p=none; rua=mailto:a@example.com,mailto:b@example.com; adkim=s");
}

}  // namespace
}  // namespace mailauth::dmarc_repair_test
