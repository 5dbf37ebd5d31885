#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_dkim_not_verified {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  const auto beyond = signatures_with(message, facts::DkimReason::not_verified);
  if (beyond.empty()) return;
  point_at_name(message, *beyond.front()->field, "not looked at", findings)
      .says(
          fmt::format("of {} signatures the first {} were verified", message.signatures.size(), facts::max_signatures));
}

}  // namespace

extern const Rule rule{.id = "message-dkim-not-verified",
                       .severity = Severity::warning,
                       .title = "There are more signatures than are verified",
                       .reference = "RFC 6376 6.1",
                       .why = "Verifiers stop after some signatures, so that nobody can make them work for hours. "
                              "Those beyond count for nothing.",
                       .bad = SAMPLE_MESSAGE_ZONE,
                       .good = SAMPLE_MESSAGE_ZONE,
                       .bad_message = SAMPLE_RECEIVED SAMPLE_26_SIGNATURES SAMPLE_FIELDS SAMPLE_BODY,
                       .good_message = SAMPLE_MESSAGE,
                       .check_message = check};

}  // namespace mailauth::rules::message_dkim_not_verified
