// `mailauth message` as a user meets it.

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "support/files.h"
#include "support/message_signer.h"
#include "text/ascii.h"

namespace mailauth::message_test {
namespace {

using nlohmann::json;
using tests::Output;

constexpr std::string_view mail = R"(Return-Path: <news@example.com>
Received: from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.net
 with ESMTPS id 1; Tue, 01 Dec 2026 10:00:00 +0000
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1;
 h=From:To:Subject:Date:Message-ID; bh=$BODY; b=$SIGN
From: News <news@example.com>
To: bob@example.net
Subject: Hello
Date: Tue, 01 Dec 2026 09:59:58 +0000
Message-ID: <1@example.com>

Hello Bob.
)";

class MessageCommand : public testing::Test {
 protected:
  MessageCommand() {
    tests::write_file(zone_, test::with_keys("$ORIGIN example.com.\n$TTL 60\n@ SOA a b 1 2 3 4 5\n"
                                             "@ TXT \"v=spf1 ip4:192.0.2.1 -all\"\n"
                                             "_dmarc TXT \"v=DMARC1; p=reject\"\n"
                                             "s1._domainkey TXT \"v=DKIM1; k=rsa; p=$KEY\"\n"));
    tests::write_file(path_, test::signed_message(mail));
  }

  std::string write(std::string_view name, std::string_view content) const {
    tests::write_file(folder_.path(name), content);
    return folder_.path(name);
  }
  Output run(const std::string& command, const std::string& options) const {
    return tests::run_command("LC_ALL=C.UTF-8 " MAILAUTH_BINARY " " + command + " --zone " + zone_ + " --offline " +
                              options + " 2>&1");
  }
  Output message(const std::string& arguments) const { return run("message", arguments); }
  json report(const std::string& arguments) const {
    const Output output = message(arguments + " --format json");
    return json::parse(output.text, nullptr, false);
  }

  tests::TemporaryFolder folder_;
  std::string zone_ = folder_.path("example.com.zone"), path_ = folder_.path("mail.eml");
};

TEST_F(MessageCommand, EndsWithZeroWhereTheMessagePasses) {
  const Output output = message(path_);
  EXPECT_EQ(output.exit_code, 0) << output.text;
  EXPECT_NE(output.text.find("Does it pass DMARC?     ✓ yes: SPF and a signature of the domain pass"),
            std::string::npos)
      << output.text;
}

TEST_F(MessageCommand, EndsWithOneWhereItFails) {
  const std::string forged = write("forged.eml", "Return-Path: <a@example.org>\nFrom: news@example.com\n\nhi\n");
  EXPECT_EQ(message(forged + " --ip 198.51.100.1 --mail-from news@example.com").exit_code, 1);
}

TEST_F(MessageCommand, EndsWithThreeWhereNobodyKnowsWhoSentIt) {
  const std::string unsigned_one = write("unsigned.eml", "From: news@example.com\nDate: x\nMessage-ID: <1@a>\n\nhi\n");
  EXPECT_EQ(message(unsigned_one).exit_code, 3);
  EXPECT_EQ(message(unsigned_one + " --allow-unknown").exit_code, 0);
  EXPECT_EQ(message(unsigned_one + " --unsent").exit_code, 0);
  const json unknown = report(unsigned_one);
  EXPECT_FALSE(unknown.contains("spf"));
  EXPECT_EQ(unknown["dmarc"]["result"], "unknown");
}

TEST_F(MessageCommand, ReadsStdinFoldersAndMboxes) {
  const std::string box = write("box", "From a Tue Dec  1 10:00:00 2026\nFrom: a@example.com\n\nhi\n\n"
                                       "From b Tue Dec  1 10:00:00 2026\nFrom: b@example.com\n\nho\n");
  EXPECT_EQ(report(box)["messages"].size(), 2U);
  EXPECT_EQ(report(box + " " + path_)["messages"].size(), 3U);
  std::filesystem::create_directory(folder_.path("mail"));
  write("mail/1.eml", "From: a@example.com\n\n");
  write("mail/2.eml", "From: b@example.com\n\n");
  EXPECT_EQ(report(folder_.path("mail"))["messages"].size(), 2U);
  EXPECT_EQ(report("- < " + path_)["file"], "<stdin>");
}

TEST_F(MessageCommand, JudgesAMessageThatWasForwardedAsAttachment) {
  const std::string outer = "From: bob@example.net\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
                            "--b\nContent-Type: message/rfc822\n\n";
  const std::string octets = text::replace_all(outer, "\n", "\r\n") + test::signed_message(mail) + "\r\n--b--\r\n";
  const json all = report(write("forwarded.eml", octets))["messages"];
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1]["dkim"][0]["result"], "pass");
  EXPECT_EQ(all[1]["line"], 8);
}

TEST_F(MessageCommand, WrongInputIsOneLineAndExitCodeTwo) {
  const std::pair<std::string, std::string> cases[] = {
      {"", "which message? mailauth message mail.eml"},
      {folder_.path("none.eml"), "cannot read"},
      {path_ + " --ip 1.2.3", "--ip '1.2.3' is no IP address"},
      {path_ + " --profile hotmail", "is none of google, yahoo, microsoft"},
      {write("page.eml", "<!DOCTYPE html><html></html>"), "is a web page: save the original message as .eml"},
      {write("old.msg", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on"), "is an .msg file of Outlook"},
  };
  for (const auto& [arguments, text] : cases) {
    const Output output = message(arguments);
    EXPECT_EQ(output.exit_code, 2) << arguments << "\n" << output.text;
    EXPECT_NE(output.text.find(text), std::string::npos) << output.text;
    EXPECT_EQ(std::count(output.text.begin(), output.text.end(), '\n'), 1) << output.text;
  }
}

// People attach recordings to bug reports.
TEST_F(MessageCommand, RecordsWhatWasAskedAndNothingOfTheMessage) {
  const std::string recording = folder_.path("recording.json");
  const Output first = message(path_ + " --format json --record " + recording);
  const Output again = tests::run_command("LC_ALL=C.UTF-8 " MAILAUTH_BINARY " message " + path_ +
                                          " --format json --replay " + recording + " 2>&1");
  EXPECT_EQ(again.text, first.text);
  const std::string text = tests::read_file(recording);
  for (const std::string_view secret : {"Hello", "bob@example.net", "news@"})
    EXPECT_EQ(text.find(secret), std::string::npos) << secret;
}

TEST_F(MessageCommand, WritesACopyWithoutTheContent) {
  const std::string copy = folder_.path("copy.eml");
  EXPECT_EQ(message(path_ + " --redact " + copy).exit_code, 0);
  const std::string text = tests::read_file(copy);
  EXPECT_EQ(text.find("Hello"), std::string::npos);
  EXPECT_NE(text.find("From: xxxx <xxxx@example.com>"), std::string::npos) << text;
}

TEST_F(MessageCommand, TellsCheckAndLintWhatTheDnsCannot) {
  const json checked = json::parse(run("check", "--message " + path_ + " --format json").text);
  const auto& domain = checked["domains"][0];
  EXPECT_EQ(domain["domain"], "example.com");
  EXPECT_EQ(domain["dkim"]["selectors"][0]["selector"], "s1");
  const Output linted = tests::run_command("LC_ALL=C.UTF-8 " MAILAUTH_BINARY " lint " + zone_ +
                                           " --offline --message " + path_ + " --format json 2>/dev/null");
  EXPECT_EQ(json::parse(linted.text)["domains"][0]["dkim"]["selectors"][0]["selector"], "s1");
}

TEST_F(MessageCommand, CannotBeOutwittedByWhatASenderAdds) {
  const std::string forged =
      write("forged.eml", "Return-Path: <a@example.org>\n"
                          "Received: from x (x.example.org [198.51.100.1]) by mx.example.net with ESMTP;"
                          " Tue, 01 Dec 2026 10:00:00 +0000\n"
                          "Authentication-Results: mx.example.org; dmarc=pass header.from=example.com\n"
                          "Received: from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.net;"
                          " Tue, 01 Dec 2026 09:00:00 +0000\n"
                          "From: news@example.com\n\nhi\n");
  const json result = report(forged);
  EXPECT_EQ(result["envelope"]["ip"], "198.51.100.1");
  EXPECT_EQ(result["said"].size(), 0U);
  EXPECT_EQ(result["dmarc"]["result"], "fail");
}

// 326 messages with their DNS, and what must come out.
TEST(MessageSuite, HasNoMissOutsideOfContestedCases) {
  const std::string folder = MAILAUTH_CONFORMANCE_DIR "/mail";
  if (!std::filesystem::exists(folder)) {
    std::cerr << "NOT TESTED: " << folder << " is not there\n";
    GTEST_SKIP();
  }
  const Output output =
      tests::run_command(folder + "/message_suite.py " MAILAUTH_BINARY " " + folder + " --timeout 60 2>&1 | tail -n 3");
  EXPECT_NE(output.text.find("0 with a miss outside of the contested ones, 0 without an answer"), std::string::npos)
      << output.text;
}

TEST(Differential, HasNoDisagreementWithoutAReason) {
  const Output output =
      tests::run_command(MAILAUTH_SOURCE_DIR "/tests/messages/differential.py " MAILAUTH_BINARY " --messages 300 2>&1");
  EXPECT_EQ(output.exit_code, 0) << output.text;
}

// Postfix takes another mail server's place, so that nothing installs it for this test.
TEST(RealMailServers, WhatPostfixAndOpenDkimSendVerifies) {
  if (geteuid() != 0 || tests::run_command("PATH=$PATH:/usr/sbin; command -v postfix opendkim").exit_code != 0) {
    std::cerr << "NOT TESTED: tests/messages/postfix.py needs root, postfix and opendkim\n";
    GTEST_SKIP();
  }
  const Output output = tests::run_command("PATH=$PATH:/usr/sbin timeout 120 " MAILAUTH_SOURCE_DIR
                                           "/tests/messages/postfix.py " MAILAUTH_BINARY " 2>&1");
  EXPECT_EQ(output.exit_code, 0) << output.text;
}

}  // namespace
}  // namespace mailauth::message_test
