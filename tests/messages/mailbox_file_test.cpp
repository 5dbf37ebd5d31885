#include "messages/mailbox_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace mailauth::messages::mailbox_file_test {
namespace {

using testing::ElementsAre;

constexpr std::string_view from = "From alice@example.com Tue Nov  4 10:15:33 2025\n";

std::string file_of(std::initializer_list<std::string_view> pieces) {
  std::string file;
  for (const std::string_view piece : pieces) file += piece;
  return file;
}

// "first line: message", with "quoted " in front
std::vector<std::string> parts_of(std::string_view file) {
  std::vector<std::string> all;
  for (MailboxParts parts(file); const auto part = parts.next();)
    all.push_back((part->is_quoted ? "quoted " : "") + std::to_string(part->first_line) + ": " +
                  std::string(part->in(file)));
  return all;
}

TEST(MailboxFile, HasMessagesBehindFromLines) {
  EXPECT_THAT(parts_of(file_of({from, "A: 1\n\nbody\n\n", from, "B: 2\n\n\n\n\n", from, "C: 3\n\nlast"})),
              ElementsAre("2: A: 1\n\nbody\n", "7: B: 2\n\n\n\n", "13: C: 3\n\nlast"));
  EXPECT_THAT(parts_of(file_of({"From - Tue Nov 04 10:15:33 2025\r\n", "A: 1\r\n\r\nbody\r\n\r\n",
                                "From 17@xxx Tue Nov 04 10:15:33 +0000 2025\r\n", "B: 2\r\n"})),
              ElementsAre("2: A: 1\r\n\r\nbody\r\n", "7: B: 2\r\n"));
  EXPECT_THAT(parts_of("A: 1\n\nbody\n"), ElementsAre("1: A: 1\n\nbody\n"));
  EXPECT_THAT(parts_of(""), ElementsAre());
  EXPECT_THAT(parts_of("From "), ElementsAre("2: "));
}

TEST(MailboxFile, KnowsAFromLineByItsDateAndItsPlace) {
  const std::string text = "A: 1\n\nx\n\nFrom the start it was clear: 1:2\n\nFrom now\n";
  EXPECT_THAT(parts_of(file_of({from, text})), ElementsAre("2: " + text));
  const std::string within = "A: 1\n\nx\nFrom bob Tue Nov  4 10:15:33 2025\nno field\n";
  EXPECT_THAT(parts_of(file_of({from, within})), ElementsAre("2: " + within));
  // no empty line between, as where files were put together
  EXPECT_THAT(parts_of(file_of({from, "A: 1\n\nx\n", from, "B: 2\n"})), ElementsAre("2: A: 1\n\nx\n", "6: B: 2\n"));
}

TEST(MailboxFile, DoesNotBelieveContentLength) {
  EXPECT_THAT(parts_of(file_of({from, "Content-Length: 9999\n\nx\n\n", from, "B: 2\n"})),
              ElementsAre("2: Content-Length: 9999\n\nx\n", "7: B: 2\n"));
}

TEST(MailboxFile, SaysWhatIsQuoted) {
  EXPECT_THAT(
      parts_of(
          file_of({from, "A: 1\n\n>From x\n\n", from, "B: 2\n\n> From x\n>Fromage\n\n", from, "C: 3\n\n>>From y\n"})),
      ElementsAre("quoted 2: A: 1\n\n>From x\n", "7: B: 2\n\n> From x\n>Fromage\n", "quoted 13: C: 3\n\n>>From y\n"));
  EXPECT_EQ(unquoted("A: 1\n>From x\n\n>From a\n>>From b\n> From c\n>>>From d"),
            "A: 1\n>From x\n\nFrom a\n>From b\n> From c\n>>From d");
  EXPECT_EQ(unquoted(""), "");
}

TEST(MailboxFile, IsKnownByItsFirstLine) {
  EXPECT_TRUE(is_mailbox_file(from));
  EXPECT_FALSE(is_mailbox_file("From: a@example.com\n"));
  EXPECT_FALSE(is_mailbox_file("\nFrom a@example.com\n"));
}

TEST(MailboxFile, OfManyLinesIsReadInLinearTime) {
  std::string file;
  while (file.size() < 8'000'000) file += from;
  EXPECT_THAT(parts_of(file).size(), testing::Gt(0U));
}

}  // namespace
}  // namespace mailauth::messages::mailbox_file_test
