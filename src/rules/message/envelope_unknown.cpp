#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_envelope_unknown {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  if (message.client || message.request.unsent) return;
  const bool has_ip = message.envelope.ip.has_value();
  point_at_header(message, has_ip ? "no Return-Path" : "no Received of the receiver", findings)
      .says(has_ip ? "the MAIL FROM is not known, so SPF is not"
                   : "the address that sent it is not known, so SPF is not")
      .note(has_ip ? "give it with --mail-from" : "give it with --ip and --mail-from");
}

}  // namespace

extern const Rule rule{
    .id = "message-envelope-unknown",
    .severity = Severity::info,
    .title = "The message does not say from which address it came",
    .reference = "RFC 7208 2.4",
    .why = "SPF is about the address that sent the message and its MAIL FROM, and neither is part of the message. The "
           "host that received it writes both into it; an exported copy may have lost them.",
    .bad = SAMPLE_MESSAGE_ZONE,
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_SIGNATURE SAMPLE_FIELDS SAMPLE_BODY,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_envelope_unknown
