#include "messages/redact.h"

#include <gtest/gtest.h>

namespace mailauth::redact_test {
namespace {

std::string redacted(std::string text) { return messages::redacted(messages::parse(std::move(text), "mail.eml")); }

TEST(Redact, LeavesDomainsAndWhatAuthenticates) {
  EXPECT_EQ(redacted("Return-Path: <bounce+7@mail.example.com>\r\n"
                     "Received: from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.net\r\n"
                     "\tfor <bob@example.net>; Tue, 01 Dec 2026 10:00:00 +0000\r\n"
                     "DKIM-Signature: v=1; d=example.com; i=alice@example.com; s=s1; b=abc\r\n"
                     "From: Alice B <alice@example.com>\r\n"
                     "Subject: Secret 42\r\n"
                     "X-Customer: 4711\r\n"
                     "\r\nPIN 1234\r\n"),
            "Return-Path: <xxxxxx+0@mail.example.com>\r\n"
            "Received: from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.net\r\n"
            "\tfor <xxx@example.net>; Tue, 01 Dec 2026 10:00:00 +0000\r\n"
            "DKIM-Signature: v=1; d=example.com; i=xxxxx@example.com; s=s1; b=abc\r\n"
            "From: xxxxx x <xxxxx@example.com>\r\n"
            "Subject: xxxxxx 00\r\n"
            "X-Customer: 0000\r\n"
            "\r\nxxx 0000\r\n");
}

TEST(Redact, HidesWhatIsNoField) {
  EXPECT_EQ(redacted("From alice@example.com Tue Dec\r\nTo: a@example.net\r\n\r\n\xC3\xA9\r\n"),
            "xxxx xxxxx@xxxxxxx.xxx xxx xxx\r\nTo: x@example.net\r\n\r\nxx\r\n");
}

}  // namespace
}  // namespace mailauth::redact_test
