// SPF records as people publish them, and what becomes of them.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "repair/repair.h"

namespace mailauth::spf_repair_test {
namespace {

records::spf::Record record_of(std::string_view text, std::vector<uint32_t> joints = {}) {
  return records::spf::parse({"example.com TXT", std::string(text), std::move(joints), {}});
}

// Empty when there is nothing to repair, or nobody can know how.
std::string text_of(const std::optional<repair::Repaired>& result) { return result ? result->text : ""; }
std::string repaired(std::string_view text) { return text_of(repair::repair_spf(record_of(text))); }

struct Case {
  std::string_view published, repaired;
};

TEST(RepairSpf, WritesWhatWasMeant) {
  const std::vector<Case> cases{
      {"v:spf1 ip4:192.0.2.1 -all", "v=spf1 ip4:192.0.2.1 -all"},
      {"v=spf1; ip4:192.0.2.1 -all", "v=spf1 ip4:192.0.2.1 -all"},
      {"\"v=spf1 mx -all\"", "v=spf1 mx -all"},
      {"\"v=spf1 ip4:192.0.2.1 \" \"ip4:192.0.2.2 -all\"", "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all"},
      {"v=spf1 ipv4:192.0.2.1 -all", "v=spf1 ip4:192.0.2.1 -all"},
      {"v=spf1 inlcude:_spf.example.net ~all", "v=spf1 include:_spf.example.net ~all"},
      {"v=spf1 ip4=192.0.2.1 -all", "v=spf1 ip4:192.0.2.1 -all"},
      {"v=spf1 ip4: 192.0.2.1 -all", "v=spf1 ip4:192.0.2.1 -all"},
      {"v:spf1 include=_spf.example.net ipv4:192.0.2.1, -all", "v=spf1 include:_spf.example.net ip4:192.0.2.1 -all"},
      {"v=spf1 a:192.0.2.1 -all", "v=spf1 ip4:192.0.2.1 -all"},
      {"v=spf1 mx, a, -all;", "v=spf1 mx a -all"},
      {"v=spf1 mx -all a ip4:192.0.2.1", "v=spf1 mx a ip4:192.0.2.1 -all"},
      {"v=spf1 mx -all a ~all exp=why.example.com", "v=spf1 mx a -all exp=why.example.com"},
      {"v=spf1 mx", "v=spf1 mx ~all"},
      {"v=spf1 mx exp=why.example.com", "v=spf1 mx ~all exp=why.example.com"},
      {"v=spf1 redirect=_spf.example.net -all", "v=spf1 include:_spf.example.net -all"},
      {"v=spf1 include:_spf.example.net ~all redirect=_spf.example.net", "v=spf1 include:_spf.example.net ~all"},
      {"v=spf1 redirect=_spf.example.net-all", "v=spf1 include:_spf.example.net -all"},
      {"v=spf1 mx -all v=DMARC1; p=none", "v=spf1 mx -all"},
      {"v=spf1 mx -all TTL 3600", "v=spf1 mx -all"},
      {"v=spf1 'mx' include:\"_spf.example.net\" -all", "v=spf1 mx include:_spf.example.net -all"},
      {"v=spf1 mx \xE2\x80\x98-all\xE2\x80\x99", "v=spf1 mx -all"},
  };
  for (const Case& each : cases) EXPECT_EQ(repaired(each.published), each.repaired) << each.published;
}

TEST(RepairSpf, SeparatesTermsThatAJointRanTogether) {
  const auto result = repair::repair_spf(record_of("v=spf1 ip4:192.0.2.1ip4:192.0.2.2 -all", {20}));
  EXPECT_EQ(text_of(result), "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all");
}

TEST(RepairSpf, LeavesAloneWhatIsRightOrCannotBeKnown) {
  for (const std::string_view text : {
           "v=spf1 mx -all",
           "V=SPF1  MX   ~ALL",
           "v=spf1 redirect=_spf.example.net",
           "v=spf1 include:_spf.example.net ?all",
           "v=spf1 foo=bar -all",
           "v=spf1 ip4:192.0.2 -all",
           "v=spf1 something:else -all",
           "v=spf1 mx -all \xff",
       })
    EXPECT_EQ(repaired(text), "") << text;
}

TEST(RepairSpf, DoesWhatFindingsAskFor) {
  EXPECT_EQ(text_of(repair::repair_spf(record_of("v=spf1 mx a:old.example.com -all"),
                                       {.drop = {"a:old.example.com"}, .senders = {}})),
            "v=spf1 mx -all");
}

TEST(RepairSpf, DoesNotForbidEverybody) {
  EXPECT_EQ(text_of(repair::repair_spf(record_of("v=spf1 include:gone.example.net -all"),
                                       {.drop = {"include:gone.example.net"}, .senders = {}})),
            "");
}

// Whoever wrote it: nobody means every server in the world, and glued to another term nobody wrote it.
TEST(RepairSpf, NeverPermitsEverybody) {
  for (const std::string_view text :
       {"v=spf1 mx all", "v=spf1 mx +all", "v=spf1 mx +all,", "v=spf1 mx all;", "v=spf1 mx, +all", "v=spf1 mx +ALL",
        "v=spf1; mx all", "\"v=spf1 mx +all\"", "v=spf1 +all mx", "v:spf1 mx +all", "v=spf1 mx+all", "v=spf1 mxall",
        "v=spf1 mx,all", "v=spf1 mx \"+all\"", "v=spf1 mx + all"})
    EXPECT_EQ(repaired(text), "v=spf1 mx ~all") << text;
  EXPECT_EQ(repaired("v=spf1 ip4:192.0.2.1+all"), "v=spf1 ip4:192.0.2.1 ~all");
  EXPECT_EQ(repaired("v=spf1 +all"), "");
  EXPECT_EQ(text_of(repair::repair_spf(record_of("v=spf1 +all"), {.drop = {}, .senders = {"mx"}})), "v=spf1 mx ~all");
  EXPECT_EQ(text_of(repair::merge_spf(std::vector{record_of("v=spf1 mx +all"), record_of("v=spf1 a +all")})),
            "v=spf1 mx a ~all");
}

TEST(MergeSpf, IsTheUnionWithOneAll) {
  const auto merged = [](std::string_view a, std::string_view b) {
    return text_of(repair::merge_spf(std::vector{record_of(a), record_of(b)}));
  };
  EXPECT_EQ(merged("v=spf1 ip4:192.0.2.1 mx -all", "v=spf1 mx a -all"), "v=spf1 ip4:192.0.2.1 mx a -all");
  EXPECT_EQ(merged("v=spf1 mx -all", "v=spf1 a ~all"), "v=spf1 mx a ~all");
  EXPECT_EQ(merged("v=spf1 mx ?all", "v=spf1 a -all"), "v=spf1 mx a -all");
  EXPECT_EQ(merged("v=spf1 mx", "v=spf1 a"), "v=spf1 mx a ~all");
  EXPECT_EQ(merged("v=spf1 redirect=_spf.example.net", "v=spf1 a -all"), "v=spf1 include:_spf.example.net a -all");
  EXPECT_EQ(merged("v=spf1 mx -all", "v=spf1 something:else -all"), "");
}

}  // namespace
}  // namespace mailauth::spf_repair_test
