#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_dmarc_generations_differ {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  if (message.rfc7489 == message.rfc9989 || message.from.empty()) return;
  point_at(message, *message.from_fields.front(), message.from.front().span, "judged in two ways", findings)
      .says(fmt::format("DMARC is {} at receivers of RFC 7489 and {} at receivers of RFC 9989",
                        to_string(message.rfc7489), to_string(message.rfc9989)));
}

}  // namespace

extern const Rule rule{
    .id = "message-dmarc-generations-differ",
    .severity = Severity::warning,
    .title = "Receivers of RFC 7489 and of RFC 9989 come to different results",
    .reference = "RFC 9989 C.1",
    .why = "The older ones find the organization by the public suffix list, the newer ones by walking up the tree of "
           "records. Until all have changed, the message passes here and fails there.",
    .bad = "_dmarc.sub TXT \"v=DMARC1; p=reject; psd=n\"\ns1._domainkey TXT \"v=DKIM1; k=rsa; p=$KEY\"\n_dmarc TXT "
           "\"v=DMARC1; p=reject\"\n",
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message =
        SAMPLE_RECEIVED "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1;\n h=From:To; "
                        "bh=$BODY;\n b=$SIGN\nFrom: a@sub.example.com\nTo: bob@example.net\n" SAMPLE_BODY,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_dmarc_generations_differ
