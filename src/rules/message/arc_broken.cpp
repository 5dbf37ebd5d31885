#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_arc_broken {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  if (message.arc.result != facts::ArcResult::fail) return;
  Finding& finding = message.arc.where != nullptr ? point_at_name(message, *message.arc.where, "broken here", findings)
                                                  : point_at_header(message, "broken", findings);
  finding.says(fmt::format("the ARC chain is broken: {}", message.arc.why));
}

}  // namespace

extern const Rule rule{
    .id = "message-arc-broken",
    .severity = Severity::info,
    .title = "The ARC chain is broken",
    .reference = "RFC 8617 5.2",
    .why = "ARC says what earlier hosts saw before the message was changed. A broken chain says nothing; nothing else "
           "becomes worse by it.",
    .bad = SAMPLE_MESSAGE_ZONE,
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_RECEIVED
    "ARC-Authentication-Results: i=1; mx.example.net; spf=pass\n" SAMPLE_SIGNATURE SAMPLE_FIELDS SAMPLE_BODY,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_arc_broken
