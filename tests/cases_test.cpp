// Golden cases: tests/cases/<name>.zone is a small world, <name>.txt the report on it at 80 columns.
// MAILAUTH_REWRITE=1 writes the reports anew; git diff then shows what users will see differently.

#include <gtest/gtest.h>

#include <string>

#include "support/audited.h"
#include "support/files.h"
#include "support/sample_zones.h"

namespace mailauth::cases_test {
namespace {

TEST(Cases, GiveTheReportsThatAreKept) {
  const auto cases = test::golden_zones();
  ASSERT_GE(cases.size(), 8u);
  for (const test::SampleZone& each : cases) {
    SCOPED_TRACE(each.name);
    tests::expect_golden(MAILAUTH_SOURCE_DIR "/tests/cases/" + each.name + ".txt",
                         tests::text_report(tests::audited(each.zone, each.domain)));
  }
}

}  // namespace
}  // namespace mailauth::cases_test
