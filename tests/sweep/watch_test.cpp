#include "sweep/run/watch.h"

#include <gtest/gtest.h>

namespace mailauth::sweep::watch_test {
namespace {

using namespace std::chrono_literals;

constexpr auto begin = Watch::Time() + 1h;

ResolverHealth resolver(std::string server, bool alive, std::string trouble = "") {
  return {.server = std::move(server), .alive = alive, .trouble = std::move(trouble)};
}

std::string error_of(Watch& watch, const std::vector<ResolverHealth>& resolvers, Watch::Time now) {
  try {
    watch.look(resolvers, now);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

TEST(Watch, WaitsForAResolverThatMayComeBack) {
  const std::vector<ResolverHealth> dead{resolver("192.0.2.1", false)}, alive{resolver("192.0.2.1", true)};
  Watch watch(begin);
  EXPECT_EQ(error_of(watch, dead, begin + dead_patience - 1ms), "");
  EXPECT_EQ(error_of(watch, alive, begin + dead_patience), "");
  EXPECT_EQ(error_of(watch, dead, begin + 2 * dead_patience - 1ms), "");
  EXPECT_NE(error_of(watch, dead, begin + 2 * dead_patience), "");
}

TEST(Watch, DoesNotWaitForOneThatWasNeverThere) {
  ResolverHealth gone = resolver("192.0.2.1", false, "connection refused");
  gone.refuses = true;
  Watch watch(begin), other(begin);
  EXPECT_EQ(error_of(watch, {gone}, begin + refused_patience - 1ms), "");
  EXPECT_NE(error_of(watch, {gone}, begin + refused_patience), "");
  gone.heard = true;
  EXPECT_EQ(error_of(other, {gone}, begin + dead_patience - 1ms), "") << "it may be restarted";
}

TEST(Watch, IsContentWithOneOfThem) {
  Watch watch(begin);
  EXPECT_EQ(error_of(watch, {resolver("192.0.2.1", false), resolver("192.0.2.2", true)}, begin + 24h), "");
}

TEST(Watch, NamesTheFirstOneAndItsTrouble) {
  Watch watch(begin), other(begin);
  EXPECT_EQ(
      error_of(watch, {resolver("192.0.2.1", false, "connection refused"), resolver("192.0.2.2", false)}, begin + 24h),
      "no resolver answers: 192.0.2.1, connection refused; go on later with --resume");
  EXPECT_EQ(error_of(other, {resolver("192.0.2.1", false)}, begin + 24h),
            "no resolver answers: 192.0.2.1; go on later with --resume");
}

}  // namespace
}  // namespace mailauth::sweep::watch_test
