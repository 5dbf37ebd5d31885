#include "records/mta_sts.h"

#include <gtest/gtest.h>

namespace mailauth::records::mta_sts::mta_sts_test {
namespace {

std::string model(std::string text) { return dump(parse({{}, std::move(text), {}, {}})); }

TEST(MtaSts, IsReadAsTheStandardShowsIt) {
  EXPECT_EQ(model("v=STSv1; id=20160831085700Z;"), "mta-sts id=20160831085700Z");
  EXPECT_EQ(model("v=STSv1;id=1"), "mta-sts id=1");
  EXPECT_EQ(model("v=STSv1; ext=x; id = 1 "), "mta-sts id=1");
}

TEST(MtaSts, HasAnIdOfLettersAndDigits) {
  EXPECT_EQ(model("v=STSv1; id=2026-01-01"), "mta-sts id=bad:2026-01-01");
  EXPECT_EQ(model("v=STSv1; id="), "mta-sts id=bad:");
  EXPECT_EQ(model("v=STSv1; id=" + std::string(32, 'a')), "mta-sts id=" + std::string(32, 'a'));
  EXPECT_EQ(model("v=STSv1; id=" + std::string(33, 'a')), "mta-sts id=bad:" + std::string(33, 'a'));
  EXPECT_EQ(model("v=STSv1; ID=1"), "mta-sts");
}

TEST(MtaSts, BeginsExactlyWithItsVersion) {
  for (const std::string_view text : {"v=STSv1", "v=STSv1 ; id=1", "V=STSv1; id=1", " v=STSv1; id=1", "v=stsv1; id=1",
                                      "v:STSv1; id=1", "\"v=STSv1; id=1\""}) {
    EXPECT_FALSE(is_mta_sts(text)) << text;
    EXPECT_TRUE(resembles_mta_sts(text)) << text;
  }
  EXPECT_FALSE(resembles_mta_sts("v=TLSRPTv1; rua=mailto:a@example.com"));
}

}  // namespace
}  // namespace mailauth::records::mta_sts::mta_sts_test
