#pragma once
// Pieces of the sample messages. What signs them is filled in by the tests: $KEY is the public key, $BODY the hash of
// the body, $SIGN the signature. Lines end with LF here, and with CRLF when they are signed.

#define SAMPLE_MESSAGE_ZONE               \
  "@ TXT \"v=spf1 ip4:192.0.2.1 -all\"\n" \
  "_dmarc TXT \"v=DMARC1; p=reject\"\n"   \
  "s1._domainkey TXT \"v=DKIM1; k=rsa; p=$KEY\"\n"

#define SAMPLE_MESSAGE_ZONE_WITH(key)     \
  "@ TXT \"v=spf1 ip4:192.0.2.1 -all\"\n" \
  "_dmarc TXT \"v=DMARC1; p=reject\"\n"   \
  "s1._domainkey TXT \"" key "\"\n"

#define SAMPLE_RECEIVED "Return-Path: <news@example.com>\n" SAMPLE_RECEIVED_ONLY
#define SAMPLE_RECEIVED_ONLY                                                           \
  "Received: from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.net\n" \
  " with ESMTPS id 1; Tue, 01 Dec 2026 10:00:00 +0000\n"

#define SAMPLE_SIGNATURE_WITH(tags)                                                   \
  "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1;\n" tags \
  " h=From:To:Subject:Date:Message-ID; bh=$BODY;\n b=$SIGN\n"
#define SAMPLE_SIGNATURE SAMPLE_SIGNATURE_WITH("")

#define SAMPLE_5_SIGNATURES SAMPLE_SIGNATURE SAMPLE_SIGNATURE SAMPLE_SIGNATURE SAMPLE_SIGNATURE SAMPLE_SIGNATURE
#define SAMPLE_26_SIGNATURES \
  SAMPLE_5_SIGNATURES SAMPLE_5_SIGNATURES SAMPLE_5_SIGNATURES SAMPLE_5_SIGNATURES SAMPLE_5_SIGNATURES SAMPLE_SIGNATURE

#define SAMPLE_FIELDS                       \
  "From: News <news@example.com>\n"         \
  "To: bob@example.net\n"                   \
  "Subject: Hello\n"                        \
  "Date: Tue, 01 Dec 2026 09:59:58 +0000\n" \
  "Message-ID: <1@example.com>\n"

#define SAMPLE_BODY "\nHello Bob.\n"

#define SAMPLE_MESSAGE SAMPLE_RECEIVED SAMPLE_SIGNATURE SAMPLE_FIELDS SAMPLE_BODY

// What happens to a message after it was signed (rules/message_sample.h).
#define SAMPLE_CHANGE(was, is) "$CHANGE[" was "|" is "]"
#define SAMPLE_CHANGED(was, is) SAMPLE_MESSAGE SAMPLE_CHANGE(was, is)
