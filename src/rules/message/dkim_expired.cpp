#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_dkim_expired {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  for (const facts::Signature* signature : signatures_with(message, facts::DkimReason::expired))
    point_at(message, *signature, signature->record.x, "over by then", findings)
        .says(fmt::format("{} expired before the message was received", name_of(*signature)))
        .note(fmt::format("x= is {}; it was received at {} (seconds since 1970)", *signature->record.expires,
                          facts::time_of_receipt(message)));
}

}  // namespace

extern const Rule rule{
    .id = "message-dkim-expired",
    .severity = Severity::error,
    .title = "A signature was over when the message was received",
    .reference = "RFC 6376 3.5",
    .why = "x= says until when a signature may be used. It was made too long before, or the message waited in a queue.",
    .bad = SAMPLE_MESSAGE_ZONE,
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_RECEIVED SAMPLE_SIGNATURE_WITH(" t=1700000000; x=1700003600;\n") SAMPLE_FIELDS SAMPLE_BODY,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_dkim_expired
