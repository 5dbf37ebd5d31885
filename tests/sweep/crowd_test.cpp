#include "sweep/engine/crowd.h"

#include <gtest/gtest.h>

namespace mailauth::sweep::crowd_test {
namespace {

TEST(Crowd, GrowsWhileThereIsNothingToDoUpToItsBound) {
  Crowd crowd(600);
  const std::size_t first = crowd.size();
  EXPECT_LT(first, 100u);
  crowd.is_idle();
  EXPECT_GT(crowd.size(), first);
  for (int i = 0; i < 1000; ++i) crowd.is_idle();
  EXPECT_EQ(crowd.size(), 600u);
}

TEST(Crowd, ShrinksSlowlyWhileItIsBusy) {
  Crowd crowd(600);
  const std::size_t first = crowd.size();
  for (int i = 0; i < 1000; ++i) crowd.is_idle();
  crowd.is_busy();
  EXPECT_GE(crowd.size(), 599u);
  for (int i = 0; i < 100000; ++i) crowd.is_busy();
  EXPECT_EQ(crowd.size(), first);
}

TEST(Crowd, KeepsToASmallBound) {
  Crowd crowd(3);
  EXPECT_EQ(crowd.size(), 3u);
  crowd.is_idle();
  for (int i = 0; i < 1000; ++i) crowd.is_busy();
  EXPECT_EQ(crowd.size(), 3u);
}

}  // namespace
}  // namespace mailauth::sweep::crowd_test
