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
            "DKIM-Signature: v=1; d=example.com; i=xxxxx@example.com; s=s1; b=xxx\r\n"
            "From: xxxxx x <xxxxx@example.com>\r\n"
            "Subject: xxxxxx 00\r\n"
            "X-Customer: 0000\r\n"
            "\r\nxxx 0000\r\n");
}

TEST(Redact, LeavesNothingOfWhoWroteToWhom) {
  const std::string copy = redacted(
      "Delivered-To: secretuser\r\n"
      "Return-Path: <bounce+bob.secret=example.net@example.com>\r\n"
      "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=\"alice secret\"@example.com "
      "smtp.auth=secret;\r\n"
      "\tdkim=pass (secret of 192.0.2.7) header.i=@example.com header.s=s1 header.b=Secret12\r\n"
      "Received-SPF: pass (mx.example.net: domain of bob.secret@example.com designates 192.0.2.1 as permitted "
      "sender)\r\n"
      "\tclient-ip=192.0.2.1; helo=secretlaptop;\r\n"
      "Received: from secretlaptop (mail.example.com. [192.0.2.1]) (authenticated user=alice.secret)\r\n"
      "\tby mx.example.net (Postfix) with ESMTPS id 1abc.secret for <bob.secret=x@example.net>;\r\n"
      "\tTue, 01 Dec 2026 10:00:00 +0000 (Secret)\r\n"
      "X-Forefront-Antispam-Report: CIP:192.0.2.1;CTRY:DE;H:secret-pc;\r\n"
      "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; i=alice.secret@example.com; z=Subject:Secret;\r\n"
      "\th=From:To; bh=Secret=; b=Secret=\r\n"
      "From: \"Alice secret@secret.example.org\" <alice@example.com>\r\n"
      "List-Unsubscribe: <https://example.com/u?secret>, <mailto:secret@example.com?subject=secret>\r\n"
      "Content-Type: multipart/mixed; boundary=\"secretboundary\"; name=\"secret.pdf\"\r\n"
      "Date: Tue, 01 Dec 2026 10:00:00 +0000 (Secret)\r\n"
      "Subject: Secret\r\n\r\n"
      "--secretboundary\r\nContent-Type: message/rfc822\r\n\r\n"
      "From: Bob Secret <secret@example.org>\r\nSubject: Secret\r\n\r\nSecret\r\n"
      "--secretboundary--\r\n");
  EXPECT_EQ(copy.find("ecret"), std::string::npos) << copy;
  for (const std::string shown :
       {"smtp.mailfrom=", "@example.com", "dkim=pass (xxxxxx of 192.0.2.7) header.i=@example.com header.s=s1 header.b=",
        "domain of xxx.xxxxxx@example.com designates 192.0.2.1 as permitted sender", "client-ip=192.0.2.1; helo=xxx",
        "from xxxxxxxxxxxx (mail.example.com. [192.0.2.1])", "by mx.example.net (xxxxxxx) with ESMTPS id 0xxx",
        "Tue, 01 Dec 2026 10:00:00 +0000 (xxxxxx)", "CIP:192.0.2.1;xxxx", "v=1; a=rsa-sha256; d=example.com; s=s1;",
        "h=From:To;", "<https://example.com/x?xxxxxx>, <mailto:xxxxxx@example.com?",
        "multipart/mixed; boundary=\"xxxxxxxxxxxxxx\"", "--xxxxxxxxxxxxxx\r\nContent-Type: message/rfc822",
        "From: xxx xxxxxx <xxxxxx@example.org>\r\nSubject: xxxxxx"})
    EXPECT_NE(copy.find(shown), std::string::npos) << shown << "\n" << copy;
}

TEST(Redact, HidesWhatIsNoField) {
  EXPECT_EQ(redacted("From alice@example.com Tue Dec\r\nTo: a@example.net\r\n\r\n\xC3\xA9\r\n"),
            "xxxx xxxxx@xxxxxxx.xxx xxx xxx\r\nTo: x@example.net\r\n\r\nxx\r\n");
}

}  // namespace
}  // namespace mailauth::redact_test
