#include "text/worked_out.h"

#include <gtest/gtest.h>

#include <string>

namespace mailauth::text::worked_out_test {
namespace {

struct Word {
  std::string letters;
  WorkedOut worked_out = {};
};

unsigned calls = 0;

std::string twice(const Word& word) {
  ++calls;
  return word.letters + word.letters;
}

std::size_t length(const Word& word) { return word.letters.size(); }

TEST(WorkedOut, WorksOutOnce) {
  const Word word{"ab"};
  calls = 0;
  const std::string& first = word.worked_out.once(twice, word);
  EXPECT_EQ(first, "abab");
  EXPECT_EQ(word.worked_out.once(length, word), 2U);
  EXPECT_EQ(&word.worked_out.once(twice, word), &first);
  EXPECT_EQ(calls, 1U);
}

TEST(WorkedOut, StaysWithTheValueThatWasAsked) {
  Word word{"ab"};
  EXPECT_EQ(word.worked_out.once(twice, word), "abab");
  Word copy = word;
  copy.letters = "c";
  EXPECT_EQ(copy.worked_out.once(twice, copy), "cc");
  copy = word;
  EXPECT_EQ(copy.worked_out.once(twice, copy), "abab");
  Word moved = std::move(word);
  moved.letters = "d";
  EXPECT_EQ(moved.worked_out.once(twice, moved), "dd");
}

}  // namespace
}  // namespace mailauth::text::worked_out_test
