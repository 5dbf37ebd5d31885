#include "diagnosis/mta_sts.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace mailauth::diagnosis::mta_sts_test {
namespace {

namespace mta_sts = records::mta_sts;

mta_sts::Record parsed(std::string text) { return mta_sts::parse({{}, std::move(text), {}, {}}); }

std::string flaws(const std::string& text) {
  std::string all;
  for (const RecordFlaw& flaw : flaws_of(parsed(text)))
    all += fmt::format("{}-{} {}; ", flaw.mark.begin, flaw.mark.end, flaw.advice);
  return all;
}

TEST(MtaStsFlaws, StandWhereTheyAre) {
  EXPECT_EQ(flaws("v=STSv1; id=20260101"), "");
  EXPECT_EQ(flaws("v=STSv1; id=20260101;"), "");
  EXPECT_EQ(flaws("v=STSv1 id=20260101"), "7-8 write ';' here; ");
  EXPECT_EQ(flaws("v=STSv1 ; id=1"), "7-8 remove the space here; ");
  EXPECT_EQ(flaws(" v=STSv1; id=1"), "0-1 remove what stands here; ");
  EXPECT_EQ(flaws("v=stsv1; id=1"), "0-7 write v=STSv1 here; ");
  EXPECT_EQ(flaws("v=STSv1; id=2026-01-01"), "12-22 write 20260101 here; ");
  EXPECT_EQ(flaws("v=STSv1; id:1"), "11-12 write '=' here; ");
  EXPECT_EQ(flaws("v=STSv1; ID=1"), "9-11 write id in small letters; ");
  EXPECT_EQ(flaws("v=STSv1; id=1; junk"), "15-19 remove this; ");
}

// Whatever is written, what was meant is a record that senders use, and the same each time.
TEST(MtaStsFlaws, LeadToARecordThatSendersUse) {
  for (const std::string text :
       {"", "stsv1", "v=STSv1", "v=STSv1;", "v=STSv1; id", "v=STSv1; id=---", "v=STSv1 id=x y z",
        "v=STSv1; id=2026-01-01T00:00:00+00:00 and much more than fits into it"}) {
    const std::string meant = meant_record(parsed(text));
    EXPECT_TRUE(mta_sts::is_usable(parsed(meant))) << text << " " << meant;
    EXPECT_EQ(flaws(meant), "") << meant;
    EXPECT_EQ(meant_record(parsed(text)), meant);
  }
  EXPECT_EQ(meant_record(parsed("v=STSv1; id=2026-01-01")), "v=STSv1; id=20260101");
}

}  // namespace
}  // namespace mailauth::diagnosis::mta_sts_test
