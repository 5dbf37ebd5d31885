#include "text/source.h"

#include <gtest/gtest.h>

namespace mailauth::text::source_test {
namespace {

TEST(Source, CutsSpansToWhatIsThere) {
  const Source source{"example.com TXT", "v=spf1 -all", {}, {}};
  EXPECT_EQ(source.at({0, 6}), "v=spf1");
  EXPECT_EQ(source.at({7, 7}), "");
  EXPECT_EQ(source.at(source.whole()), "v=spf1 -all");
  EXPECT_EQ(source.at({7, 100}), "-all");
  EXPECT_EQ(source.at({100, 200}), "");
  EXPECT_EQ(source.at({5, 2}), "");
}

TEST(Span, ContainsItself) {
  EXPECT_TRUE((Span{1, 4}.contains({1, 4})));
  EXPECT_TRUE((Span{1, 4}.contains({4, 4})));
  EXPECT_FALSE((Span{1, 4}.contains({0, 2})));
  EXPECT_EQ((Span{1, 4}.length()), 3u);
  EXPECT_TRUE((Span{2, 2}.empty()));
}

}  // namespace
}  // namespace mailauth::text::source_test
