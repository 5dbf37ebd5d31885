#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_from_missing {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  if (!message.from.empty()) return;
  if (message.from_fields.empty())
    point_at_header(message, "From is missing", findings).says("there is no From field");
  else
    point_at_name(message, *message.from_fields.front(), "no address", findings)
        .says("From has no address with a domain");
}

}  // namespace

extern const Rule rule{
    .id = "message-from-missing",
    .severity = Severity::error,
    .title = "The message has no From with an address",
    .reference = "RFC 5322 3.6, RFC 9989 4.3",
    .why = "Everything that DMARC says is about the domain in From. Receivers refuse mail without one.",
    .bad = SAMPLE_MESSAGE_ZONE,
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_RECEIVED "To: bob@example.net\nSubject: Hello\n" SAMPLE_BODY,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_from_missing
