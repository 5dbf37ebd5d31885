#include "messages/attached.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "messages/mime.h"
#include "text/base64.h"

namespace mailauth::messages::attached_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view multipart = "Content-Type: multipart/mixed; boundary=\"b 1\"\n\npreamble\n";
constexpr std::string_view inner = "From: a@example.com\nSubject: inner\n\nbody\n";

// "depth@first line: octets", with "header " in front
std::vector<std::string> found_in(std::string_view message) {
  std::vector<std::string> all;
  for (const AttachedMessage& attached : attached_messages(message))
    all.push_back((attached.is_header_only ? "header " : "") + std::to_string(attached.depth) + "@" +
                  std::to_string(attached.first_line) + ": " + attached.octets);
  return all;
}

std::string joined(std::initializer_list<std::string_view> pieces) {
  std::string all;
  for (const std::string_view piece : pieces) all += piece;
  return all;
}

TEST(AttachedMessages, AreFoundAmongTheParts) {
  EXPECT_THAT(
      found_in(joined({multipart, "--b 1\n\nlook\n--b 1\nContent-Type: message/rfc822\n\n", inner, "\n--b 1--\n"})),
      ElementsAre("1@10: " + std::string(inner)));
  EXPECT_THAT(found_in(joined({"Content-Type: message/rfc822\n\n", inner})), ElementsAre("1@3: " + std::string(inner)));
  EXPECT_THAT(found_in(joined({multipart,
                               "--b 1\nContent-Type: Message/RFC822 (a comment); name=x\r\n\r\nA: 1\r\n\r\n--b 1  \r\n",
                               "Content-Type: message/global\n\nB: 2"})),
              ElementsAre("1@7: A: 1\r\n", "1@12: B: 2"));
  EXPECT_THAT(found_in(inner), IsEmpty());
  EXPECT_THAT(found_in(""), IsEmpty());
}

TEST(AttachedMessages, AreFoundInNestedParts) {
  EXPECT_THAT(found_in(joined({multipart,
                               "--b 1\nContent-Type: multipart/related;\n boundary = b\n\n--b\n\ntext\n--b\n"
                               "Content-Type: message/rfc822\n\n",
                               inner, "--b 1\n\nafter\n--b 1--\n"})),
              ElementsAre("1@14: From: a@example.com\nSubject: inner\n\nbody"));  // the inner boundary is never closed
  EXPECT_THAT(found_in("Content-Type: multipart/digest; boundary=d\n\n--d\n\nA: 1\n\nx\n--d--\n"),
              ElementsAre("1@5: A: 1\n\nx"));
  const std::string forwarded = joined({"Content-Type: message/rfc822\n\n", inner});
  EXPECT_THAT(found_in("Content-Type: message/rfc822\n\n" + forwarded),
              ElementsAre("1@3: " + forwarded, "2@5: " + std::string(inner)));
}

TEST(AttachedMessages, AreDecoded) {
  EXPECT_THAT(found_in(joined(
                  {"Content-Type: message/rfc822\nContent-Transfer-Encoding: BASE64\n\n", text::encode_base64(inner)})),
              ElementsAre("1@0: " + std::string(inner)));
  EXPECT_THAT(found_in("Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n"
                       "A:=20=C3=b6 long=  \nline\n\na=zz=3D"),
              ElementsAre("1@0: A: \xc3\xb6 longline\n\na=zz="));
  EXPECT_THAT(
      found_in("Content-Type: application/octet-stream; name=\"Mail 1.EML\"\nContent-Transfer-Encoding: base64\n\n" +
               text::encode_base64(inner)),
      ElementsAre("1@0: " + std::string(inner)));
  EXPECT_THAT(
      found_in("Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=m.eml\n\nA: 1\n"),
      ElementsAre("1@4: A: 1\n"));
}

TEST(AttachedMessages, MayBeAHeaderOnly) {
  EXPECT_THAT(found_in("Content-Type: text/rfc822-headers\n\nA: 1\n"), ElementsAre("header 1@3: A: 1\n"));
}

TEST(AttachedMessages, AreBounded) {
  std::string deep, many(multipart);
  for (int i = 0; i < 100; ++i) deep += "Content-Type: message/rfc822\n\n";
  for (int i = 0; i < 3000; ++i) many += "--b 1\nContent-Type: message/rfc822\n\nA: 1\n";
  EXPECT_EQ(attached_messages(deep).size(), max_attached_depth);
  EXPECT_EQ(attached_messages(many).size(), max_attached_messages);
  EXPECT_EQ(mime_parts(many).size(), max_mime_parts);
  std::string nested;
  for (int i = 0; i < 100; ++i)
    nested += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\n\n--b" + std::to_string(i) + "\n";
  EXPECT_EQ(mime_parts(nested).size(), 1U);
}

TEST(MimeParts, HaveTypesAndPlaces) {
  const std::string message = joined({multipart, "--b 1\nContent-Type: text/HTML\n\n<p>\n--b 1--\nepilogue\n"});
  const auto parts = mime_parts(message);
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].type, "text/html");
  EXPECT_EQ(message.substr(parts[0].begin, parts[0].end - parts[0].begin), "<p>");
  EXPECT_EQ(mime_parts("no header").at(0).type, "text/plain");
  EXPECT_EQ(mime_parts("Content-Type: multipart/mixed\n\nno boundary").at(0).type, "multipart/mixed");
}

TEST(FileForm, TellsWhatIsNoMessage) {
  EXPECT_EQ(form_of("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..."), FileForm::outlook_msg);
  EXPECT_EQ(form_of("%PDF-1.7\n"), FileForm::pdf);
  EXPECT_EQ(form_of("\xef\xbb\xbf\n <!DOCTYPE HTML>"), FileForm::html);
  EXPECT_EQ(form_of("<html lang=en>"), FileForm::html);
  EXPECT_EQ(form_of("From alice@example.com Tue Nov  4 10:15:33 2025\n"), FileForm::mailbox);
  EXPECT_EQ(form_of(inner), FileForm::message);
  EXPECT_EQ(form_of(""), FileForm::message);
}

}  // namespace
}  // namespace mailauth::messages::attached_test
