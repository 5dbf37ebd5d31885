#include "text/shell.h"

#include <gtest/gtest.h>

namespace mailauth::text::shell_test {
namespace {

TEST(ShellWord, IsQuotedWhereItMust) {
  EXPECT_EQ(shell_word("tonight.ndjson"), "tonight.ndjson");
  EXPECT_EQ(shell_word("my nights/a&b"), "'my nights/a&b'");
  EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
  EXPECT_EQ(shell_word(""), "''");
}

TEST(ShellWord, IsSafeOnATerminal) { EXPECT_EQ(shell_word("a\x1b[2J"), "'a'?'[2J'"); }

}  // namespace
}  // namespace mailauth::text::shell_test
