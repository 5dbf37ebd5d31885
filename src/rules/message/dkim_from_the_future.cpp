#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_dkim_from_the_future {

namespace {

constexpr uint64_t tolerance = 3600;  // seconds that clocks may differ

void check(const MessageFacts& message, Findings& findings) {
  for (const facts::Signature& signature : message.signatures)
    if (signature.record.time && *signature.record.time > facts::time_of_receipt(message) + tolerance)
      point_at(message, signature, signature.record.t, "in the future", findings)
          .says(fmt::format("t= of {} is later than the message was received", name_of(signature)));
}

}  // namespace

extern const Rule rule{
    .id = "message-dkim-from-the-future",
    .severity = Severity::warning,
    .title = "A signature says that it was made after the message was received",
    .reference = "RFC 6376 3.5",
    .why = "The clock of the signer is wrong. Some verifiers refuse signatures that are made in the future.",
    .bad = SAMPLE_MESSAGE_ZONE,
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_RECEIVED SAMPLE_SIGNATURE_WITH(" t=1900000000;\n") SAMPLE_FIELDS SAMPLE_BODY,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_dkim_from_the_future
