#include "rules/message/helpers/changes.h"
#include "rules/message/helpers/samples.h"

#include <fmt/format.h>

namespace mailauth::rules::message_dkim_message_id_replaced {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  for_each_change(message, VisitField([&](const facts::Signature& signature, const facts::FieldChange& change) {
                    if (change.what == facts::Change::message_id_replaced)
                      point_at_change(message, signature, change, "another one", findings)
                          .says(describe(change))
                          .note(name_of(signature));
                  }));
}

}  // namespace

extern const Rule rule{
    .id = "message-dkim-message-id-replaced",
    .severity = Severity::error,
    .title = "The Message-ID was replaced after signing",
    .reference = "RFC 6376 5.4.1",
    .why = "Some services give a message an id of their own when it comes in. Let the sender leave Message-ID out of "
           "h=, or sign behind that service.",
    .bad = SAMPLE_MESSAGE_ZONE,
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_CHANGED("Message-ID: <1@example.com>",
                                  "Message-ID: <2@relay.example.net>\nX-Original-Message-ID: <1@example.com>"),
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_dkim_message_id_replaced
