#include "text/edit_distance.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace mailauth::text::edit_distance_test {
namespace {

TEST(EditDistance, CountsEdits) {
  struct Case {
    std::string_view a, b;
    unsigned distance;
  };
  const Case cases[] = {
      {"", "", 0},
      {"include", "include", 0},
      {"include", "INCLUDE", 0},
      {"", "mx", 2},
      {"inculde", "include", 1},  // neighbours swapped
      {"incude", "include", 1},
      {"includes", "include", 1},
      {"inklude", "include", 1},
      {"quarantee", "quarantine", 2},
      {"reject", "none", 5},
      {"ca", "abc", 3},  // optimal string alignment: no edit between swapped neighbours
  };
  for (const Case& c : cases) {
    EXPECT_EQ(edit_distance(c.a, c.b), c.distance) << c.a << " " << c.b;
    EXPECT_EQ(edit_distance(c.b, c.a), c.distance) << c.b << " " << c.a;
  }
}

TEST(EditDistance, HoldsLongWordsForFarApart) {
  const std::string word(64, 'a');
  EXPECT_EQ(edit_distance(word, word), 0u);
  EXPECT_EQ(edit_distance(word + "a", word + "a"), 65u);
  EXPECT_EQ(edit_distance(std::string(100000, 'a'), ""), 100000u);
}

TEST(EditDistance, FindsTheNearest) {
  constexpr std::array<std::string_view, 4> mechanisms = {"include", "all", "a", "mx"};
  EXPECT_EQ(nearest("inclde", mechanisms), "include");
  EXPECT_EQ(nearest("al", mechanisms), "all");  // the first of equals: "a" is as near
  EXPECT_EQ(nearest("exists", mechanisms), std::nullopt);
  EXPECT_EQ(nearest("inc", mechanisms, 4), "all");
  EXPECT_EQ(nearest("ALL", mechanisms, 0), "all");
  EXPECT_EQ(nearest("x", {}), std::nullopt);
}

}  // namespace
}  // namespace mailauth::text::edit_distance_test
