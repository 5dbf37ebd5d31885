// Who received a message, and from whom: which fields are believed.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "facts/message.h"
#include "facts/message_said.h"
#include "text/ascii.h"

namespace mailauth::facts::message_border_test {
namespace {

constexpr std::string_view rest = "From: alice@example.com\nDate: Tue, 01 Dec 2026 10:00:00 +0000\n\nHello\n";
constexpr std::string_view day = "; Tue, 01 Dec 2026 10:00:00 +0000\n";

MessageFacts read(const std::string& header) {
  MessageRequest request;
  request.message = std::make_shared<const messages::Message>(
      messages::parse(text::replace_all(header + std::string(rest), "\n", "\r\n"), "mail.eml"));
  return read_message(std::move(request));
}

// "mx.example.net 192.0.2.1 a@example.com said=1"
std::string dump(const std::string& header) {
  const MessageFacts facts = read(header);
  const Envelope& envelope = facts.envelope;
  std::string text = envelope.receiver.empty() ? "-" : envelope.receiver;
  text += " " + (envelope.ip ? text::to_string(*envelope.ip) : "-");
  text += " " + envelope.mail_from.value_or("-");
  const auto trusted = std::ranges::count_if(facts.said, [](const ReceiverSaid& said) { return said.trusted; });
  return text + (trusted == 0 ? "" : fmt::format(" said={}", trusted));
}

std::string hop(std::string_view from, std::string_view by, std::string_view with = "ESMTPS") {
  return fmt::format("Received: from {} by {} with {}{}", from, by, with, day);
}

const std::string sender = "mail.example.com (mail.example.com [192.0.2.1])";
const std::string path = "Return-Path: <a@example.com>\n";
const std::string results = "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=a@example.com\n";

TEST(MessageBorder, IsTheFirstHopFromOutside) {
  EXPECT_EQ(dump(path + results + hop(sender, "mx.example.net")), "mx.example.net 192.0.2.1 a@example.com said=1");
  EXPECT_EQ(
      dump(path + hop("mx.example.net (mx.example.net [10.0.0.1])", "box.example.net") + hop(sender, "mx.example.net")),
      "mx.example.net 192.0.2.1 a@example.com");
}

TEST(MessageBorder, PassesNamesThatSayNothing) {
  EXPECT_EQ(dump(path + hop("mx.example.net (mx.example.net [127.0.0.1])", "localhost", "LMTP") +
                 hop("localhost (localhost [127.0.0.1])", "localhost (mx.example.net [127.0.0.1]) (amavisd-new)") +
                 hop(sender, "mx.example.net")),
            "mx.example.net 192.0.2.1 a@example.com");
  EXPECT_EQ(dump(path + hop("imap.example.org [198.51.100.7]", "localhost", "IMAP") + hop(sender, "mx.example.net")),
            "mx.example.net 192.0.2.1 a@example.com");
}

TEST(MessageBorder, DoesNotBelieveANameThatMayBeForged) {
  EXPECT_EQ(dump(path + hop("mx2.example.net (mx2.example.net [203.0.113.66] (may be forged))", "mx.example.net") +
                 results + hop(sender, "mx2.example.net")),
            "mx.example.net 203.0.113.66 a@example.com");
}

TEST(MessageBorder, BelievesNothingBelowIt) {
  EXPECT_EQ(dump(hop(sender, "mx.example.net") + path + results), "mx.example.net 192.0.2.1 -");
}

// Gmail writes what it found below its Received field. A second one is the sender's.
TEST(MessageBorder, HasItsResultsBelowAtSomeReceivers) {
  const std::string gmail = "Authentication-Results: mx.google.com; spf=pass smtp.mailfrom=a@example.com\n";
  const std::string spf = "Received-SPF: pass (google.com: domain of a@example.com) client-ip=192.0.2.1;\n";
  EXPECT_EQ(dump(path + hop(sender, "mx.google.com") + spf + gmail + gmail),
            "mx.google.com 192.0.2.1 a@example.com said=1");
  EXPECT_EQ(dump(path + hop(sender, "mx.google.com") + "X-Mailer: x\n" + gmail),
            "mx.google.com 192.0.2.1 a@example.com");
  EXPECT_EQ(dump(path + hop(sender, "inbound-smtp.eu-west-1.amazonaws.com", "SMTP") + "X-SES-Spam-Verdict: PASS\n" +
                 "Authentication-Results: amazonses.com; spf=pass smtp.mailfrom=a@example.com\n"),
            "inbound-smtp.eu-west-1.amazonaws.com 192.0.2.1 a@example.com said=1");
}

TEST(MessageBorder, IsNoSubmission) {
  EXPECT_EQ(dump(path + hop("laptop (dsl.example.org [203.0.113.77])", "mx.example.net", "ESMTPSA")),
            "- - a@example.com");
}

TEST(MessageBorder, IsWhereTheReceiverSaysThatItIs) {
  const std::string gmail = "mail-sor-f41.google.com (mail-sor-f41.google.com. [192.0.2.41])";
  EXPECT_EQ(
      dump("Return-Path: <a@example.com>\n"
           "Received-SPF: pass (google.com: domain of a@example.com designates 192.0.2.41) client-ip=192.0.2.41;\n" +
           hop(gmail, "mx.google.com") + hop("[203.0.113.77]", "smtp.gmail.com", "ESMTPSA")),
      "mx.google.com 192.0.2.41 a@example.com");
  // Without that line as well: its own host handed it on, and nobody from outside did.
  EXPECT_EQ(dump(path + hop(gmail, "mx.google.com") + hop("[203.0.113.77]", "smtp.gmail.com", "ESMTPSA")),
            "mx.google.com 192.0.2.41 a@example.com");
}

TEST(MessageBorder, IsTheListWhereTheMailFromIsTheLists) {
  EXPECT_EQ(dump("Return-Path: <users-bounces@lists.example.net>\n" +
                 hop("lists.example.net (lists.example.net [198.51.100.5])", "mx.example.net") +
                 hop(sender, "lists.example.net")),
            "mx.example.net 198.51.100.5 users-bounces@lists.example.net");
}

TEST(MessageBorder, OfMicrosoftIsNotAMatterOfNames) {
  const std::string inside = hop("DB9PR02CA0012.eurprd02.prod.outlook.com (2603:10a6:10:1d9::17)",
                                 "AS8PR05MB8503.eurprd05.prod.outlook.com (2603:10a6:20b:3ac::9)");
  EXPECT_EQ(dump(inside +
                 hop("x.prod.outlook.com (203.0.113.9)", "DB1PEPF00039234.mail.protection.outlook.com",
                     "Microsoft SMTP Server") +
                 hop(sender, "x.prod.outlook.com")),
            "DB1PEPF00039234.mail.protection.outlook.com 203.0.113.9 -");
}

TEST(MessageSaid, KnowsASignatureByTheBeginningOfItsB) {
  const std::string signature = "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s={}; h=from; bh=AAAA; b={}\n";
  const MessageFacts facts =
      read("Authentication-Results: mx.example.net; dkim=pass header.i=@example.com header.b=BBBBBBBB;\n"
           "\tdkim=fail header.i=@example.com header.b=CCCCCCCC; dkim=pass header.i=@example.com header.b=DDDDDDDD\n" +
           hop(sender, "mx.example.net") + fmt::format(fmt::runtime(signature), "s1", "CCCCCCCCCC==") +
           fmt::format(fmt::runtime(signature), "s2", "BBBB BBBBBB=="));
  const auto said = receiver_said(facts);
  ASSERT_EQ(said.size(), 3u);
  ASSERT_TRUE(said[0].signature != nullptr && said[1].signature != nullptr);
  EXPECT_EQ(said[0].signature->record.selector, "s2");
  EXPECT_EQ(said[1].signature->record.selector, "s1");
  EXPECT_EQ(said[2].signature, nullptr);
  EXPECT_EQ(said[2].why, "that signature is not in this copy");
}

TEST(MessageFrom, HasNoDomainInAnAddressOfAHost) {
  MessageRequest request;
  request.message =
      std::make_shared<const messages::Message>(messages::parse("From: a@[192.0.2.1]\r\n\r\n", "mail.eml"));
  EXPECT_TRUE(read_message(std::move(request)).from.empty());
}

}  // namespace
}  // namespace mailauth::facts::message_border_test
