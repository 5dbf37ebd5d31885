#include "messages/date.h"

#include <gtest/gtest.h>

namespace mailauth::messages::date_test {
namespace {

struct Case {
  std::string_view value;
  std::optional<int64_t> expected;
};

TEST(DateTime, IsSecondsSince1970) {
  const Case cases[] = {
      {"Tue, 04 Nov 2025 10:15:30 +0000", 1762251330},
      {"4 Nov 2025 10:15 +0000", 1762251300},
      {"Thu, 01 Jan 1970 00:00:00 +0000", 0},
      {"Wed, 31 Dec 1969 23:59:59 +0000", -1},
      {"Tue, 04 Nov 2025 02:15:30 -0800 (PST)", 1762251330},
      {" Tue , 4 NOV 2025 11:45:30 +0130", 1762251330},
      {"Tue, (a (nested) comment) 4 Nov 2025 10 : 15 : 30 +0000",
       std::nullopt},  // blanks in the time: nobody writes them
      {"Tue,4 Nov 2025 10:15:30 +0000", 1762251330},
      {"Sat, 04 Nov 2025 10:15:30 +0000", 1762251330},  // it was a Tuesday
      {"Sat, 31 Dec 2016 23:59:60 +0000", 1483228800},  // a leap second
  };
  for (const Case& c : cases) EXPECT_EQ(parse_date_time(c.value), c.expected) << c.value;
}

TEST(DateTime, KnowsTheObsoleteForms) {
  const Case cases[] = {
      {"04 Nov 25 10:15:30 GMT", 1762251330},   {"04 Nov 2025 05:15:30 EST", 1762251330},
      {"04 Nov 2025 03:15:30 pdt", 1762251330}, {"04 Nov 2025 10:15:30 UT", 1762251330},
      {"04 Nov 2025 10:15:30 Z", 1762251330},   {"04 Nov 2025 10:15:30 A", 1762251330},  // 4.3: taken for -0000
      {"01 Jan 70 00:00:00 CEST", 0},           {"01 Jan 125 00:00:00 GMT", 1735689600},
  };
  for (const Case& c : cases) EXPECT_EQ(parse_date_time(c.value), c.expected) << c.value;
}

TEST(DateTime, IsNothingWhenItCannotBeRead) {
  for (const std::string_view value :
       {"", "yesterday", "Tue,", "31 Feb 2025 10:15:30 +0000", "04 Nov 2025 24:00:00 +0000",
        "04 Nov 2025 10:60:00 +0000", "04 Nov 2025 10:15:61 +0000", "04 Nov 2025 10:15:30", "04 Nov 2025 10:15:30 +00",
        "04 Nov 2025 10:15:30 +0060", "04 Nov 2025 10:15:30 1000", "04 Foo 2025 10:15:30 +0000",
        "2025-11-04 10:15:33 +0000 UTC", "04 Nov 1899 10:15:30 +0000", "04 Nov 10000 10:15:30 +0000",
        "0 Nov 2025 10:15:30 +0000", "-4 Nov 2025 10:15:30 +0000", "04 Nov 5 10:15:30 +0000",
        "04 Nov 2025 10:15:30:1 +0000"})
    EXPECT_EQ(parse_date_time(value), std::nullopt) << value;
}

}  // namespace
}  // namespace mailauth::messages::date_test
