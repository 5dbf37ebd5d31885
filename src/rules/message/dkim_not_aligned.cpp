#include <fmt/format.h>

#include <algorithm>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_dkim_not_aligned {

namespace {

// Services sign beside their customers: where a signature counts, another one is normal.
bool has_one_that_counts(const MessageFacts& message) {
  return std::ranges::any_of(message.signatures, [](const facts::Signature& signature) {
    return signature.result == facts::DkimResult::pass && signature.aligns.either() == facts::Known::yes;
  });
}

void check(const MessageFacts& message, Findings& findings) {
  if (message.from.empty() || has_one_that_counts(message)) return;
  for (const facts::Signature& signature : message.signatures)
    if (signature.result == facts::DkimResult::pass && signature.aligns.either() == facts::Known::no)
      point_at(message, signature, signature.record.d, "another domain", findings)
          .says(fmt::format("{} verifies, but is not aligned with {}", name_of(signature), from_domain(message)));
}

}  // namespace

extern const Rule rule{
    .id = "message-dkim-not-aligned",
    .severity = Severity::info,
    .title = "The only signatures that verify are of other domains than that in From",
    .reference = "RFC 9989 4.4.1",
    .why = "It verifies, but DMARC counts only signatures of the domain in From or of the same organization. Let the "
           "service that sends sign with your domain.",
    .bad = SAMPLE_MESSAGE_ZONE "s1._domainkey.example.org. TXT \"v=DKIM1; k=rsa; p=$KEY\"\n",
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_RECEIVED "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=s1;\n "
                                   "h=From:To:Subject:Date:Message-ID; bh=$BODY;\n b=$SIGN\n" SAMPLE_FIELDS SAMPLE_BODY,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_dkim_not_aligned
