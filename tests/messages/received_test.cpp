#include "messages/received.h"

#include <gtest/gtest.h>

#include <string>

namespace mailauth::messages::received_test {
namespace {

// "helo=... reverse=... ip=... by=... with=... tls=... id=... for=... mail_from=... time=..." of what is there
std::string dump(std::string_view value) {
  const Hop hop = read_received(value);
  std::string out;
  const auto put = [&](std::string_view name, text::Span span) {
    if (span.empty()) return;
    out.append(out.empty() ? "" : " ").append(name).append("=").append(value.substr(span.begin, span.length()));
  };
  put("helo", hop.helo);
  put("reverse", hop.reverse);
  put("ip", hop.ip);
  put("by", hop.by);
  put("with", hop.with);
  put("tls", hop.tls);
  put("id", hop.id);
  put("for", hop.recipient);
  put("mail_from", hop.envelope_from);
  return hop.time ? out + " time=" + std::to_string(*hop.time) : out;
}

struct Case {
  std::string_view value, expected;
};

void expect(std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(dump(c.value), c.expected) << c.value;
}

TEST(Received, ReadsPostfix) {
  expect({
      {"from mail.example.com (rdns.example.com [192.0.2.10])\tby mx.example.net (Postfix) with ESMTPS id 4XYZ12"
       "\tfor <bob@example.net>; Tue, 04 Nov 2025 10:15:33 +0000 (UTC)",
       "helo=mail.example.com reverse=rdns.example.com ip=192.0.2.10 by=mx.example.net with=ESMTPS tls=ESMTPS "
       "id=4XYZ12 "
       "for=bob@example.net time=1762251333"},
      {"from [10.0.0.5] (unknown [192.0.2.1]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)"
       " key-exchange X25519 server-signature RSA-PSS (2048 bits)) (No client certificate requested)"
       " by mx.example.net (Postfix) with ESMTP id A1; Tue, 4 Nov 2025 10:15:33 +0000",
       "helo=[10.0.0.5] ip=192.0.2.1 by=mx.example.net with=ESMTP tls=TLSv1.3 id=A1 time=1762251333"},
      {"from filter.example.net (localhost [IPv6:::1]) by edge1.example.net (Postfix) with ESMTP id BBBB",
       "helo=filter.example.net reverse=localhost ip=::1 by=edge1.example.net with=ESMTP id=BBBB"},
      {"by mx.example.net (Postfix, from userid 1000) id C3; Tue, 4 Nov 2025 10:15:33 +0000",
       "by=mx.example.net id=C3 time=1762251333"},
      {"from x.example.com (x.example.com [192.0.2.1]) (Authenticated sender: a@example.com) by y with ESMTPSA id 9",
       "helo=x.example.com reverse=x.example.com ip=192.0.2.1 by=y with=ESMTPSA tls=ESMTPSA id=9"},
  });
}

TEST(Received, ReadsExim) {
  expect({
      {"from rdns.example.com ([192.0.2.1] helo=mail.example.com) by mx.example.net with esmtps  (TLS1.3) tls "
       "TLS_AES_256_GCM_SHA384 (Exim 4.96) (envelope-from <news@example.com>) id 1abc-02 for bob@example.net; "
       "Tue, 04 Nov 2025 10:15:33 +0000",
       "helo=mail.example.com reverse=rdns.example.com ip=192.0.2.1 by=mx.example.net with=esmtps tls=esmtps "
       "id=1abc-02 "
       "for=bob@example.net mail_from=news@example.com time=1762251333"},
      {"from mail.example.com ([192.0.2.1]:41234) by mx.example.net with esmtp (Exim 4.96)",
       "helo=mail.example.com ip=192.0.2.1 by=mx.example.net with=esmtp"},
      {"from [192.0.2.1] (port=123 helo=x.example.com) by mx.example.net with esmtp (TLS1.2:ECDHE:256)",
       "helo=x.example.com ip=192.0.2.1 by=mx.example.net with=esmtp tls=TLS1.2:ECDHE:256"},
      {"from rdns.example.com ([2001:db8::1]:25 helo=x) by y with smtp",
       "helo=x reverse=rdns.example.com ip=2001:db8::1 "
       "by=y with=smtp"},
  });
}

TEST(Received, ReadsGmail) {
  expect({
      {"from a8-88.smtp-out.amazonses.com (a8-88.smtp-out.amazonses.com. [54.240.8.88])        by mx.google.com with "
       "ESMTPS id abc123        for <bob@example.net>        (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256 "
       "bits=128/128);        Tue, 04 Nov 2025 02:15:31 -0800 (PST)",
       "helo=a8-88.smtp-out.amazonses.com reverse=a8-88.smtp-out.amazonses.com ip=54.240.8.88 by=mx.google.com "
       "with=ESMTPS tls=ESMTPS id=abc123 for=bob@example.net time=1762251331"},
      {"from x.example.com (x.example.com. [2001:db8::1]) by mx.google.com with SMTP id 1 (version=TLS1_2 bits=1)",
       "helo=x.example.com reverse=x.example.com ip=2001:db8::1 by=mx.google.com with=SMTP tls=version=TLS1_2 id=1"},
      {"by 2002:a05:6402:1234:b0:640:aaaa:bbbb with SMTP id x1csp123456edy;        Tue, 4 Nov 2025 02:15:31 -0800 "
       "(PST)",
       "by=2002:a05:6402:1234:b0:640:aaaa:bbbb with=SMTP id=x1csp123456edy time=1762251331"},
  });
}

TEST(Received, ReadsMicrosoft) {
  expect({
      {"from a8-88.smtp-out.amazonses.com (54.240.8.88) by DB1PEPF00000001.mail.protection.outlook.com (10.167.8.100) "
       "with Microsoft SMTP Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.9298.6 via Frontend "
       "Transport; Tue, 4 Nov 2025 10:15:33 +0000",
       "helo=a8-88.smtp-out.amazonses.com ip=54.240.8.88 by=DB1PEPF00000001.mail.protection.outlook.com "
       "with=Microsoft SMTP Server tls=version=TLS1_3 id=15.20.9298.6 time=1762251333"},
      {"from evil.example.org (203.0.113.9) by mail.example.net (10.167.8.100) with Microsoft SMTP Server id 15.20 via "
       "Frontend Transport",
       "helo=evil.example.org ip=203.0.113.9 by=mail.example.net with=Microsoft SMTP Server id=15.20"},
      {"from A.example.com (2603:10a6:200:1::1) by B.example.com with HTTPS; Tue, 4 Nov 2025 10:15:35 +0000",
       "helo=A.example.com ip=2603:10a6:200:1::1 by=B.example.com with=HTTPS tls=HTTPS time=1762251335"},
      {"from a (192.0.2.1) by b (192.0.2.2) with Microsoft SMTP Server (TLS) id 14.3", "helo=a ip=192.0.2.1 by=b "
                                                                                       "with=Microsoft SMTP Server "
                                                                                       "tls=TLS id=14.3"},
  });
}

TEST(Received, ReadsQmailAndYahoo) {
  expect({
      {"from unknown (HELO mail.example.com) (192.0.2.1)  by mx.example.net with SMTP; 4 Nov 2025 10:15:33 -0000",
       "helo=mail.example.com ip=192.0.2.1 by=mx.example.net with=SMTP time=1762251333"},
      {"from rdns.example.com (HELO mail.example.com) (user@192.0.2.1) by mx.example.net with (AES256 encrypted) SMTP",
       "helo=mail.example.com reverse=rdns.example.com ip=192.0.2.1 by=mx.example.net with=SMTP "
       "tls=encrypted"},
      {"(qmail 12345 invoked by uid 1000); 4 Nov 2025 10:15:33 -0000", " time=1762251333"},
      {"from 192.0.2.10 (EHLO mail.example.com) by 10.197.36.11 with SMTPs; Tue, 04 Nov 2025 10:15:33 +0000",
       "helo=mail.example.com ip=192.0.2.10 by=10.197.36.11 with=SMTPs tls=SMTPs time=1762251333"},
      {"from [192.0.2.1] (account u@example.com HELO x.example.com) by y (CommuniGate Pro SMTP 6) with ESMTPSA id 5",
       "helo=x.example.com ip=192.0.2.1 by=y with=ESMTPSA tls=ESMTPSA id=5"},
  });
}

TEST(Received, ReadsTheOthers) {
  expect({
      {"from mail.example.com (ident@rdns.example.com [IPv6:2001:db8::9] (may be forged)) by lists.example.org "
       "(8.17.1/8.17.1) with ESMTPS id t0EK (version=TLSv1.3 cipher=X verify=NO) for <arc@example.org>; Thu, 14 Jan "
       "2015 "
       "15:01:30 -0800 (PST)    (envelope-from jqd@d1.example)",  // Sendmail
       "helo=mail.example.com ip=2001:db8::9 by=lists.example.org with=ESMTPS tls=ESMTPS "
       "id=t0EK for=arc@example.org mail_from=jqd@d1.example time=1421276490"},
      {"from mail.example.com ([192.0.2.10]) by mx-ha.gmx.net (mxgmx016 [212.227.15.9]) with ESMTPS (Nemesis) id "
       "1Mxyz; "
       "Tue, 04 Nov 2025 11:15:33 +0100",
       "helo=mail.example.com ip=192.0.2.10 by=mx-ha.gmx.net with=ESMTPS tls=ESMTPS id=1Mxyz time=1762251333"},
      {"from phl-mx-02.messagingengine.com (phl-mx-02.internal [10.202.2.201]) by phl-imap-01.internal (Cyrus 3.13) "
       "with "
       "LMTPA; Tue, 04 Nov 2025 05:15:33 -0500",
       "helo=phl-mx-02.messagingengine.com reverse=phl-mx-02.internal ip=10.202.2.201 by=phl-imap-01.internal "
       "with=LMTPA "
       "time=1762251333"},
      {"from mail.example.com (rdns.example.com [192.0.2.1]) by h.example.net (Haraka/3.0.3) with ESMTPS id D5.1 "
       "envelope-from <news@example.com> tls TLS_AES_256_GCM_SHA384 (authenticated bits=0); Tue, 04 Nov 2025 10:15:33 "
       "+0000",
       "helo=mail.example.com reverse=rdns.example.com ip=192.0.2.1 by=h.example.net with=ESMTPS tls=ESMTPS id=D5.1 "
       "mail_from=news@example.com time=1762251333"},
      {"from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.net (OpenSMTPD) with ESMTP id 1a2b "
       "(TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO) for <bob@example.net>; Tue, 4 Nov 2025 10:15:33 +0000 (UTC)",
       "helo=mail.example.com reverse=mail.example.com ip=192.0.2.1 by=mx.example.net with=ESMTP "
       "tls=TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO id=1a2b for=bob@example.net time=1762251333"},
      {"from mail.example.com (mail.example.com [192.0.2.1]) by inbound-smtp.eu-west-1.amazonaws.com with SMTP id q1 "
       "for "
       "bob@example.net; Tue, 04 Nov 2025 10:15:33 +0000 (UTC)",
       "helo=mail.example.com reverse=mail.example.com ip=192.0.2.1 by=inbound-smtp.eu-west-1.amazonaws.com with=SMTP "
       "id=q1 for=bob@example.net time=1762251333"},
      {"from mail.example.com (mail.example.com [::ffff:192.0.2.1]) (TLS: TLSv1.3,256bits,AES) by courier with ESMTP "
       "id 1",
       "helo=mail.example.com reverse=mail.example.com ip=::ffff:192.0.2.1 by=courier with=ESMTP tls=TLS: id=1"},
      {"from mail.example.com (192.0.2.1:5678) by mx.example.net (KumoMTA 10.0.0.1) with ESMTPS id 1 for <>",
       "helo=mail.example.com ip=192.0.2.1 by=mx.example.net with=ESMTPS tls=ESMTPS id=1"},
      {"from relay.example.com (relay.example.com [192.0.2.1]) (Using TLS) by relay.mimecast.com with ESMTP with "
       "STARTTLS "
       "(version=TLSv1.3, cipher=X, bits=256/256) id us-1",
       "helo=relay.example.com reverse=relay.example.com ip=192.0.2.1 by=relay.mimecast.com with=ESMTP tls=TLS "
       "id=us-1"},
      {"from client1.football.example.com  [192.0.2.1]      by submitserver.example.com with SUBMISSION;      Fri, 11 "
       "Jul "
       "2003 21:01:54 -0700 (PDT)",
       "helo=client1.football.example.com ip=192.0.2.1 by=submitserver.example.com with=SUBMISSION time=1057982514"},
      {"from localhost", "helo=localhost"},
      {"", ""},
  });
}

TEST(Received, TakesTheAddressOfTheClientOnly) {
  expect({
      {"from a.example.com (a.example.com [192.0.2.1]) by b ([198.51.100.1]) with SMTP",
       "helo=a.example.com reverse=a.example.com ip=192.0.2.1 by=b with=SMTP"},
      {"from by (198.51.100.7 [192.0.2.1]) by b with SMTP", "helo=by ip=192.0.2.1 by=b with=SMTP"},
      {"from 198.51.100.7 (x [192.0.2.1]) by b with SMTP", "helo=198.51.100.7 reverse=x ip=192.0.2.1 by=b with=SMTP"},
      {"from tls1.example.com (tls1.example.com [192.0.2.1]) (no TLS) by b with SMTP",
       "helo=tls1.example.com reverse=tls1.example.com ip=192.0.2.1 by=b with=SMTP"},
      {"from x (x [192.0.2.300]) by b (b [192.0.2.1])", "helo=x by=b"},
  });
  EXPECT_EQ(read_received("from x (x [::ffff:192.0.2.1]) by y").address, text::parse_ip("192.0.2.1"));
}

TEST(Received, ReadsOfManyOctetsInLinearTime) {
  for (const std::string_view part : {"(", "\"", "[", "from ", "a ", "(a)", ";", "[[]", "\\", "(from x [1.2.3.4])"}) {
    std::string value;
    while (value.size() < 100'000) value += part;
    read_received(value);
  }
}

}  // namespace
}  // namespace mailauth::messages::received_test
