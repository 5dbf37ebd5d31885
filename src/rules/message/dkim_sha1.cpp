#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_dkim_sha1 {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  for (const facts::Signature& signature : message.signatures)
    if (signature.record.algorithm == records::dkim_signature::Algorithm::rsa_sha1)
      point_at(message, signature, signature.record.a, "write rsa-sha256 here", findings)
          .says(fmt::format("{} is rsa-sha1, which receivers do not accept", name_of(signature)));
}

}  // namespace

extern const Rule rule{
    .id = "message-dkim-sha1",
    .severity = Severity::error,
    .title = "A signature is made with SHA-1",
    .reference = "RFC 8301 3.1",
    .why =
        "Verifiers must not take it for one: messages with the same SHA-1 can be made. Let the signer use rsa-sha256.",
    .bad = SAMPLE_MESSAGE_ZONE,
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_RECEIVED "DKIM-Signature: v=1; a=rsa-sha1; c=relaxed/relaxed; d=example.com; s=s1;\n "
                                   "h=From:To:Subject:Date:Message-ID; bh=$BODY;\n b=$SIGN\n" SAMPLE_FIELDS SAMPLE_BODY,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_dkim_sha1
