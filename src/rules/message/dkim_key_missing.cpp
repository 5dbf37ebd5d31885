#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_dkim_key_missing {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  for (const facts::Signature* signature : signatures_with(message, facts::DkimReason::no_key)) {
    Finding& finding = point_at(message, *signature, signature->record.s, "no key there", findings)
                           .says(fmt::format("{} has no key today", name_of(*signature)))
                           .means("The signature counts for nothing as long as no key is published there.");
    if (signature->answer != nullptr)
      finding.note(
          fmt::format("asked: {} TXT, answer: {}", signature->key_name.text(), describe(signature->answer->outcome)));
    if (signature->answer != nullptr && !signature->answer->cnames.empty())
      finding.note(fmt::format("the CNAME there leads to {}", signature->answer->cnames.back().text()));
  }
}

}  // namespace

extern const Rule rule{
    .id = "message-dkim-key-missing",
    .severity = Severity::error,
    .title = "There is no key for a signature",
    .reference = "RFC 6376 6.1.2",
    .why =
        "Verifiers look for the key at <selector>._domainkey.<domain>. Without one the signature counts for nothing. "
        "The key that is not there today may have been there when the message was sent: keys are exchanged.",
    .bad = "@ TXT \"v=spf1 ip4:192.0.2.1 -all\"\n_dmarc TXT \"v=DMARC1; p=reject\"\n",
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_MESSAGE,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_dkim_key_missing
