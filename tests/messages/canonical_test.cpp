#include "messages/canonical.h"

#include <gtest/gtest.h>

#include <string>

namespace mailauth::messages::canonical_test {
namespace {

std::string fields(std::string octets, Canon canon) {
  const Message message = parse(std::move(octets), {});
  std::string out;
  for (const Field& field : message.fields) out += canonical_field(message, field, canon);
  return out;
}

std::string body(std::string octets, Canon canon) {
  const Message message = parse("A: 1\r\n\r\n" + std::move(octets), {});
  std::string out;
  for (BodyLines lines(message, canon); lines.next();) out += lines.octets();
  return out;
}

constexpr std::string_view example_fields = "A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n";
constexpr std::string_view example_body = " C \r\nD \t E\r\n\r\n\r\n";

TEST(Canonical, IsAsInTheExamplesOfTheRfc) {  // RFC 6376 3.4.5
  EXPECT_EQ(fields(std::string(example_fields), Canon::relaxed), "a:X\r\nb:Y Z\r\n");
  EXPECT_EQ(body(std::string(example_body), Canon::relaxed), " C\r\nD E\r\n");
  EXPECT_EQ(fields(std::string(example_fields), Canon::simple), "A: X\r\nB : Y\t\r\n\tZ  \r\n");
  EXPECT_EQ(body(std::string(example_body), Canon::simple), " C \r\nD \t E\r\n");
}

struct Case {
  std::string_view octets, relaxed, simple;
};

TEST(Canonical, Fields) {
  const Case cases[] = {
      {"A: 1\r\n\r\n", "a:1\r\n", "A: 1\r\n"},
      {"A: 1\n\n", "a:1\r\n", "A: 1\r\n"},
      {"A: 1\n 2\r\n\t3\n\n", "a:1 2 3\r\n", "A: 1\r\n 2\r\n\t3\r\n"},  // mixed line ends
      {"A: 1", "a:1\r\n", "A: 1\r\n"},
      {"A:\r\n\r\n", "a:\r\n", "A:\r\n"},
      {"A: \t \r\n\r\n", "a:\r\n", "A: \t \r\n"},
      {"A:\r\n value\r\n\r\n", "a:value\r\n", "A:\r\n value\r\n"},  // the value begins on the next line
      {"A: 1\r\n \r\n\r\n", "a:1\r\n", "A: 1\r\n \r\n"},
      {"A \t: 1\r\n\r\n", "a:1\r\n", "A \t: 1\r\n"},
      {"SubJect: Mixed  Case\r\n\r\n", "subject:Mixed Case\r\n", "SubJect: Mixed  Case\r\n"},
      {"A: 1\r2\r\n\r\n", "a:1\r2\r\n", "A: 1\r2\r\n"},           // a CR alone is no line end
      {"A: a,b , c\r\n\r\n", "a:a,b , c\r\n", "A: a,b , c\r\n"},  // nothing is repaired
      {"A: \xc3\xb6  \xff\r\n\r\n", "a:\xc3\xb6 \xff\r\n", "A: \xc3\xb6  \xff\r\n"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(fields(std::string(c.octets), Canon::relaxed), c.relaxed) << c.octets;
    EXPECT_EQ(fields(std::string(c.octets), Canon::simple), c.simple) << c.octets;
  }
}

TEST(Canonical, FieldsThatStandNowhere) {
  EXPECT_EQ(canonical_field("Subject :", " a\r\n b", Canon::relaxed), "subject:a b\r\n");
  EXPECT_EQ(canonical_field("Subject :", " a\r\n b", Canon::simple), "Subject : a\r\n b\r\n");
}

TEST(Canonical, Body) {
  const Case cases[] = {
      {"", "", ""},  // CRLF of an empty body in simple is for whoever hashes: there is no line
      {"\r\n\r\n", "", ""},
      {"\n", "", ""},
      {"x", "x\r\n", "x\r\n"},  // without a final CRLF
      {"x\n", "x\r\n", "x\r\n"},
      {"x\r\ny\nz", "x\r\ny\r\nz\r\n", "x\r\ny\r\nz\r\n"},
      {"x\r\n\r\n\r\ny\r\n\r\n", "x\r\n\r\n\r\ny\r\n", "x\r\n\r\n\r\ny\r\n"},
      {"x\r\n \t \r\n", "x\r\n", "x\r\n \t \r\n"},  // a last line of blanks is empty in relaxed
      {" \r\n\r\n \r\n", "", " \r\n\r\n \r\n"},
      {"x\r\n \r\ny", "x\r\n\r\ny\r\n", "x\r\n \r\ny\r\n"},
      {"a \t b\t\tc \r\n", "a b c\r\n", "a \t b\t\tc \r\n"},
      {"\tx\r\n", " x\r\n", "\tx\r\n"},
      {"x\r", "x\r\r\n", "x\r\r\n"},  // a CR alone ends no line
      {"x \r", "x \r\r\n", "x \r\r\n"},
      {"x\ry\r\n", "x\ry\r\n", "x\ry\r\n"},
      {"x\r\r\n", "x\r\r\n", "x\r\r\n"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(body(std::string(c.octets), Canon::relaxed), c.relaxed) << c.octets;
    EXPECT_EQ(body(std::string(c.octets), Canon::simple), c.simple) << c.octets;
  }
  EXPECT_EQ(body(std::string("\0x\0 \r\n\0", 7), Canon::relaxed), std::string("\0x\0\r\n\0\r\n", 8));
}

TEST(Canonical, KnowsWhereEachLineEnds) {
  const Message message = parse("A: 1\r\n\r\nx\n\n \ny\n\n", {});
  std::string ends;
  for (BodyLines lines(message, Canon::relaxed); lines.next();) ends += std::to_string(lines.end()) + " ";
  EXPECT_EQ(ends, "10 13 13 15 ");  // of the two empty ones: where the next begins that is not
}

TEST(Canonical, TakesManyEmptyLines) {
  const std::string empty(20'000'000, '\n');
  EXPECT_EQ(body(empty, Canon::simple), "");
  EXPECT_EQ(body("x\n" + empty.substr(0, 1'000'000) + "y", Canon::relaxed).size(), 2'000'006U);
}

}  // namespace
}  // namespace mailauth::messages::canonical_test
