#include <fmt/format.h>

#include "facts/message_said.h"
#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"
#include "text/ascii.h"

namespace mailauth::rules::message_receiver_differs {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  for (const facts::Said& said : receiver_said(message))
    if (said.differs)
      point_at(message, *said.by->field, said.span, fmt::format("{} here", said.here), findings)
          .says(fmt::format("the receiver wrote {}={}, and here it is {}", said.method, text::escape_bytes(said.word),
                            said.here))
          .note(said.why);
}

}  // namespace

extern const Rule rule{
    .id = "message-receiver-differs",
    .severity = Severity::info,
    .title = "The receiver came to another result than this report",
    .reference = "RFC 8601 1.2",
    .why = "What counted is what the receiver found when the message came in. Records and keys change, and copies of a "
           "message lose octets, so that the same check has another result today.",
    .bad = SAMPLE_MESSAGE_ZONE_WITH("v=DKIM1; k=rsa; p="),
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = "Authentication-Results: mx.example.net; dkim=pass header.d=example.com\n" SAMPLE_MESSAGE,
    .good_message = "Authentication-Results: mx.example.net; dkim=pass header.d=example.com\n" SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_receiver_differs
