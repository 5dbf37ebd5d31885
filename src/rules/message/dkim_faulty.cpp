#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_dkim_faulty {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  for (const facts::Signature* signature : signatures_with(message, facts::DkimReason::faulty)) {
    Finding* finding = nullptr;
    for (const auto& fault : signature->record.faults)
      if (finding == nullptr)
        finding = &point_at(message, *signature->field, fault.span, fault.advice, findings)
                       .says(fmt::format("{} cannot be used: {}", name_of(*signature), fault.message));
      else
        finding->note(fault.message);
  }
}

}  // namespace

extern const Rule rule{
    .id = "message-dkim-faulty",
    .severity = Severity::error,
    .title = "A DKIM-Signature field cannot be used",
    .reference = "RFC 6376 3.5, RFC 6376 6.1.1",
    .why = "Verifiers do not look at the message at all: they take the signature for one that is not there.",
    .bad = SAMPLE_MESSAGE_ZONE,
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_RECEIVED
    "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; h=To:Subject; bh=$BODY; b=$SIGN\n" SAMPLE_FIELDS
        SAMPLE_BODY,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_dkim_faulty
