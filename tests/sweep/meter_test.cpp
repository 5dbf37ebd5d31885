#include "sweep/run/meter.h"

#include <gtest/gtest.h>

namespace mailauth::sweep::meter_test {
namespace {

TEST(Meter, AddsUpWhatThreadsSaidLast) {
  Meter meter;
  meter.note(1, {.active = 9, .resolvers = {{.server = "192.0.2.1", .in_flight = 90}}});
  meter.note(0, {.active = 20, .resolvers = {{.server = "192.0.2.1", .in_flight = 5}}});
  meter.note(1, {.active = 10, .resolvers = {{.server = "192.0.2.1", .in_flight = 7}}});
  const Outcomes outcomes;
  const Progress progress = meter.progress(outcomes, std::nullopt);
  EXPECT_EQ(progress.active, 30u);
  ASSERT_EQ(progress.resolvers.size(), 1u);
  EXPECT_EQ(progress.resolvers[0].in_flight, 12u);
  EXPECT_FALSE(progress.fraction);
}

TEST(Meter, DoesNotCallDoneWhatIsOnlyRead) {
  Meter meter;
  meter.note(0, {.active = 30, .resolvers = {}});
  Outcomes outcomes;
  EXPECT_FALSE(meter.progress(outcomes, 0.5).fraction);
  outcomes.domains = 90;
  EXPECT_DOUBLE_EQ(meter.progress(outcomes, 0.5).fraction.value_or(0), 0.375);
  EXPECT_FALSE(meter.progress(outcomes, std::nullopt).fraction);
}

}  // namespace
}  // namespace mailauth::sweep::meter_test
