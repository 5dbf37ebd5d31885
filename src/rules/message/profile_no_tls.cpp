#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_profile_no_tls {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  if (message.request.profiles.empty() || message.envelope.tls != std::optional(false)) return;
  const facts::Clue& clue = message.envelope.ip_from;
  Finding& finding = clue.field != nullptr ? point_at_name(message, *clue.field, "without TLS", findings)
                                           : point_at_header(message, "without TLS", findings);
  finding.says("the message came in without TLS");
}

}  // namespace

extern const Rule rule{
    .id = "message-profile-no-tls",
    .severity = Severity::error,
    .title = "It was not sent over TLS, which Gmail demands of bulk senders",
    .reference = "RFC 3207",
    .why = "Gmail wants every connection of bulk senders to be encrypted. The last hop says how the message came in.",
    .bad = ";! --profile google\n" SAMPLE_MESSAGE_ZONE,
    .good = ";! --profile google\n" SAMPLE_MESSAGE_ZONE,
    .bad_message = "Return-Path: <news@example.com>\nReceived: from mail.example.com (mail.example.com [192.0.2.1]) by "
                   "mx.example.net\n with ESMTP id 1; Tue, 01 Dec 2026 10:00:00 +0000\n" SAMPLE_SIGNATURE SAMPLE_FIELDS
                       SAMPLE_BODY,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_profile_no_tls
