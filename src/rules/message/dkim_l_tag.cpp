#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_dkim_l_tag {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  for (const facts::Signature& signature : message.signatures) {
    if (!signature.record.body_length || signature.reason == facts::DkimReason::not_verified) continue;
    const uint64_t covered = *signature.record.body_length;
    const uint64_t more = signature.body_octets > covered ? signature.body_octets - covered : 0;
    point_at(message, signature, signature.record.l, "leave l= out", findings)
        .says(more == 0 ? fmt::format("{} has l=, so anything can be appended", name_of(signature))
                        : fmt::format("{} octets of the body are not covered by {}", more, name_of(signature)));
  }
}

}  // namespace

extern const Rule rule{.id = "message-dkim-l-tag",
                       .severity = Severity::warning,
                       .title = "A signature covers only the beginning of the body",
                       .reference = "RFC 6376 8.2",
                       .why = "l= lets anybody append what he likes, and the signature still verifies. Some receivers "
                              "take such signatures for none.",
                       .bad = SAMPLE_MESSAGE_ZONE,
                       .good = SAMPLE_MESSAGE_ZONE,
                       .bad_message = SAMPLE_RECEIVED SAMPLE_SIGNATURE_WITH(" l=5;\n") SAMPLE_FIELDS SAMPLE_BODY,
                       .good_message = SAMPLE_MESSAGE,
                       .check_message = check};

}  // namespace mailauth::rules::message_dkim_l_tag
