#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_no_signature {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  if (!message.signatures.empty()) return;
  point_at_header(message, "DKIM-Signature is missing", findings).says("no DKIM signature is there");
}

}  // namespace

extern const Rule rule{.id = "message-no-signature",
                       .severity = Severity::warning,
                       .title = "The message has no DKIM signature",
                       .reference = "RFC 6376 1, RFC 9989 7.3",
                       .why = "Only SPF is left, and that breaks as soon as the message is forwarded. Large receivers "
                              "demand a signature of bulk senders.",
                       .bad = SAMPLE_MESSAGE_ZONE,
                       .good = SAMPLE_MESSAGE_ZONE,
                       .bad_message = SAMPLE_RECEIVED SAMPLE_FIELDS SAMPLE_BODY,
                       .good_message = SAMPLE_MESSAGE,
                       .check_message = check};

}  // namespace mailauth::rules::message_no_signature
