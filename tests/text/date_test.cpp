#include "text/date.h"

#include <gtest/gtest.h>

namespace mailauth::text::date_test {
namespace {

TEST(Dates, AreThoseOfTheCalendar) {
  EXPECT_EQ(to_string(*parse_date("2028-02-29")), "2028-02-29");
  for (const std::string_view wrong : {"", "2027-02-29", "2027-1-31", "31.01.2027", "2027-13-01", "2027-00-10", "x"})
    EXPECT_EQ(parse_date(wrong), std::nullopt) << wrong;
}

TEST(Dates, AreSoManyDaysApart) {
  const auto between = [](std::string_view from, std::string_view to) {
    return days_between(*parse_date(from), *parse_date(to)).count();
  };
  EXPECT_EQ(between("2026-05-01", "2026-05-01"), 0);
  EXPECT_EQ(between("2026-05-01", "2026-11-29"), 212);
  EXPECT_EQ(between("2028-02-28", "2028-03-01"), 2);
  EXPECT_EQ(between("2027-01-01", "2026-12-31"), -1);
}

}  // namespace
}  // namespace mailauth::text::date_test
