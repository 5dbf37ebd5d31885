#include "messages/message.h"

#include <gtest/gtest.h>

#include <string>

namespace mailauth::messages::message_test {
namespace {

Message parsed(std::string octets) { return parse(std::move(octets), "mail.eml"); }

// "name=value; name=value; <faulty> | body", with "blank " in front and "(no separator)"
std::string dump(std::string octets) {
  const Message message = parsed(std::move(octets));
  std::string out = message.blank.empty() ? "" : "blank ";
  for (const Field& field : message.fields) {
    if (field.is_faulty())
      out.append("<").append(message.at(field.whole)).append(">");
    else
      out.append(message.name(field)).append("=").append(message.at(field.value)).append(";");
  }
  out.append(message.separator.empty() ? "(no separator)" : "|");
  return out.append(message.at(message.body));
}

TEST(Message, HasFieldsASeparatorAndABody) {
  EXPECT_EQ(dump("A: 1\r\nB: 2\r\n\r\nbody\r\n"), "A= 1;B= 2;|body\r\n");
  EXPECT_EQ(dump("A: 1\nB: 2\n\nbody"), "A= 1;B= 2;|body");
  EXPECT_EQ(dump("A: 1\r\n 2\r\n\t3\r\n\r\n"), "A= 1\r\n 2\r\n\t3;|");
  EXPECT_EQ(dump("A:\r\n\r\n\r\nx"), "A=;|\r\nx");
  EXPECT_EQ(dump("A: b:c\r\n\r\n"), "A= b:c;|");
}

TEST(Message, MayEndAnywhere) {
  EXPECT_EQ(dump(""), "(no separator)");
  EXPECT_EQ(dump("A: 1"), "A= 1;(no separator)");
  EXPECT_EQ(dump("A: 1\r\n"), "A= 1;(no separator)");
  EXPECT_EQ(dump("A: 1\r"), "A= 1;(no separator)");
  EXPECT_EQ(dump("A:"), "A=;(no separator)");
  EXPECT_EQ(dump("A:\r"), "A=;(no separator)");
  EXPECT_EQ(dump("A"), "<A>(no separator)");
}

TEST(Message, KeepsWhatIsNoField) {
  EXPECT_EQ(dump("From alice Tue Nov  4 10:15:33 2025\nA: 1\n\nx"), "<From alice Tue Nov  4 10:15:33 2025\n>A= 1;|x");
  EXPECT_EQ(dump(">From alice\nA: 1\n\n"), "<>From alice\n>A= 1;|");
  EXPECT_EQ(dump("two words: 1\r\n\r\n"), "<two words: 1\r\n>|");
  EXPECT_EQ(dump(": 1\r\n\r\n"), "<: 1\r\n>|");
  EXPECT_EQ(dump("\xc3\xb6: 1\r\n\r\n"), "<\xc3\xb6: 1\r\n>|");
  EXPECT_EQ(dump(std::string("A\0: 1\r\nB: \0\r\n\r\n\0", 16)), std::string("<A\0: 1\r\n>B= \0;|\0", 16));
}

TEST(Message, MayHaveBlanksBeforeTheColon) {  // RFC 5322 4.5
  EXPECT_EQ(dump("A \t: 1\r\n\r\n"), "A= 1;|");
  EXPECT_EQ(dump("A\r\n : 1\r\n\r\n"), "<A\r\n : 1\r\n>|");
}

TEST(Message, MayBeginWithEmptyLines) {
  EXPECT_EQ(dump("\r\n  \r\n\nA: 1\r\n\r\nx"), "blank A= 1;|x");
  EXPECT_EQ(dump("\r\n\r\n"), "blank (no separator)");
}

TEST(Message, HasAFoldOfBlanksOnly) {
  EXPECT_EQ(dump("A: 1\r\n \r\n\r\nx"),
            "A= 1\r\n ;|x");  // RFC 5322 4.2: one of the field, and not the end of the header
}

TEST(Message, KnowsItsLineEnds) {
  EXPECT_EQ(parsed("A: 1\r\n\r\n").line_ends, LineEnds::crlf);
  EXPECT_EQ(parsed("A: 1\n\n").line_ends, LineEnds::lf);
  EXPECT_EQ(parsed("A: 1\r\n\r\nx\n").line_ends, LineEnds::mixed);
  EXPECT_EQ(parsed("A: 1").line_ends, LineEnds::crlf);
}

// A CR alone is an octet like others.
TEST(Message, EndsNoLineAtACrAlone) { EXPECT_EQ(dump("A: 1\rB: 2\r\n\r\n"), "A= 1\rB: 2;|"); }

TEST(Message, FindsFieldsByName) {
  const Message message = parsed("From: a\r\nX: 1\r\nFROM: b\r\nFrom alice\r\n\r\n");
  const auto found = fields_named(message, "from");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(message.at(found[1]->value), " b");
  EXPECT_EQ(first_field(message, "from"), &message.fields[0]);
  EXPECT_EQ(first_field(message, "to"), nullptr);
  EXPECT_EQ(message.header(), "From: a\r\nX: 1\r\nFROM: b\r\nFrom alice\r\n");
}

TEST(Message, HasPlacesInTheFile) {
  const Message message = parse("A: 1\r\nFrom:\r\n  a@example.com,\r\n\tb\r\n\r\nbody\r\n", "mail.eml", 10);
  const text::Source value = unfolded_value(message, message.fields[1]);
  EXPECT_EQ(value.text, "  a@example.com,\tb");
  EXPECT_EQ(value.where, "From");
  EXPECT_EQ(position_of(value, 0), (text::Position{"mail.eml", 12, 1}));
  EXPECT_EQ(position_of(value, 2), (text::Position{"mail.eml", 12, 3}));
  EXPECT_EQ(position_of(value, 17), (text::Position{"mail.eml", 13, 2}));
  EXPECT_EQ(unfolded(message, message.fields[0]).text, "A: 1");
  EXPECT_EQ(position_of(unfolded_value(message, message.fields[0]), 1), (text::Position{"mail.eml", 10, 4}));
  EXPECT_EQ(position_of(excerpt(message, message.body, "body"), 1), (text::Position{"mail.eml", 15, 2}));
  EXPECT_EQ(line_of(message, message.body.begin), 15U);
}

TEST(Message, IsBounded) {
  std::string many, wide = "A: " + std::string(max_field_bytes, 'x') + "\r\nB: 2\r\n\r\n", blank;
  for (std::size_t i = 0; i < max_fields + 10; ++i) many += "A: 1\r\n";
  const Message fields = parsed(many + "\r\nbody");
  ASSERT_EQ(fields.fields.size(), max_fields);
  EXPECT_TRUE(fields.fields.back().is_faulty());
  EXPECT_EQ(fields.at(fields.fields.back().whole).size(), 11 * 6U);
  EXPECT_EQ(fields.at(fields.body), "body");

  const Message field = parsed(wide);
  ASSERT_EQ(field.fields.size(), 2U);
  EXPECT_TRUE(field.fields[0].is_faulty());
  EXPECT_FALSE(field.fields[1].is_faulty());

  const Message header = parsed("A: 1\r\nB: " + std::string(max_header_bytes, 'x') + "\r\n\r\nbody");
  EXPECT_EQ(header.fields.size(), 1U);
  EXPECT_TRUE(header.separator.empty());
  EXPECT_EQ(header.body.begin, 6U);

  blank.assign(max_header_bytes + 10, '\n');
  EXPECT_EQ(parsed(blank + "A: 1\n").body.length() + parsed(blank + "A: 1\n").blank.length() + 1, blank.size() + 5);
}

}  // namespace
}  // namespace mailauth::messages::message_test
