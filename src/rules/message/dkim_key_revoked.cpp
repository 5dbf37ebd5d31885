#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_dkim_key_revoked {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  for (const facts::Signature* signature : signatures_with(message, facts::DkimReason::revoked))
    point_at(message, *signature, signature->record.s, "revoked", findings)
        .says(fmt::format("the key of {} is revoked", name_of(*signature)));
}

}  // namespace

extern const Rule rule{
    .id = "message-dkim-key-revoked",
    .severity = Severity::error,
    .title = "The key of a signature is revoked",
    .reference = "RFC 6376 3.6.1",
    .why = "p= is empty: whoever owns the domain says that signatures with this key do not count any more.",
    .bad = SAMPLE_MESSAGE_ZONE_WITH("v=DKIM1; k=rsa; p="),
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_MESSAGE,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_dkim_key_revoked
