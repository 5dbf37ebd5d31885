#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_dmarc_fail {

namespace {

using facts::DmarcResult;

std::string generations(const MessageFacts& message) {
  const bool old = message.rfc7489 == DmarcResult::fail, now = message.rfc9989 == DmarcResult::fail;
  return old && now ? "" : old ? " at receivers of RFC 7489" : " at receivers of RFC 9989";
}

// The policy of the only domain in From stands in a record that receivers find, and cannot use.
bool has_unusable_policy(const MessageFacts& message) {
  return message.from.size() == 1 && message.from_fields.size() == 1 &&
         (message.rfc7489 == DmarcResult::permerror || message.rfc9989 == DmarcResult::permerror);
}

void check(const MessageFacts& message, Findings& findings) {
  if (has_unusable_policy(message))
    point_at(message, *message.from_fields.front(), message.from.front().span, "its DMARC record", findings)
        .says(fmt::format("the DMARC record of {} cannot be used", message.from.front().domain.text()))
        .means("Receivers treat the message as they please.");
  if (message.rfc7489 != DmarcResult::fail && message.rfc9989 != DmarcResult::fail) return;
  const facts::FromDomain& from = message.from.front();
  const auto policy = message.rfc9989 == DmarcResult::fail ? from.outcome.rfc9989 : from.outcome.rfc7489;
  point_at(message, *message.from_fields.front(), from.span, "nothing stands for it", findings)
      .says(fmt::format("the message fails DMARC of {}{}", from.domain.text(), generations(message)))
      .means(policy == records::dmarc::Policy::none     ? "The policy is p=none, so it is delivered all the same."
             : policy == records::dmarc::Policy::reject ? "Receivers are asked to refuse it."
                                                        : "Receivers are asked to put it into the spam folder.");
}

}  // namespace

extern const Rule rule{.id = "message-dmarc-fail",
                       .severity = Severity::error,
                       .title = "The message fails DMARC",
                       .reference = "RFC 9989 5.4",
                       .why = "Neither SPF nor a signature stands for the domain in From, so receivers do what its "
                              "policy says: nothing, spam folder or refusal.",
                       .bad = SAMPLE_MESSAGE_ZONE,
                       .good = SAMPLE_MESSAGE_ZONE,
                       .bad_message = "Return-Path: <a@example.org>\n" SAMPLE_RECEIVED_ONLY SAMPLE_FIELDS SAMPLE_BODY,
                       .good_message = SAMPLE_MESSAGE,
                       .check_message = check};

}  // namespace mailauth::rules::message_dmarc_fail
