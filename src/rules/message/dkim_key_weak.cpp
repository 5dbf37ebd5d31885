#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"
#include "rules/samples.h"

namespace mailauth::rules::message_dkim_key_weak {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  for (const facts::Signature* signature : signatures_with(message, facts::DkimReason::weak_key))
    point_at(message, *signature, signature->record.s, "too short", findings)
        .says(fmt::format("the key of {} has {} bits", name_of(*signature), signature->key->key.bits));
}

}  // namespace

extern const Rule rule{
    .id = "message-dkim-key-weak",
    .severity = Severity::error,
    .title = "The key of a signature is too short",
    .reference = "RFC 8301 3.2",
    .why = "Verifiers do not use RSA keys of less than 1024 bits: they can be worked out. Publish one of 2048.",
    .bad = SAMPLE_MESSAGE_ZONE_WITH("v=DKIM1; k=rsa; p=" SAMPLE_RSA_512),
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_MESSAGE,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_dkim_key_weak
