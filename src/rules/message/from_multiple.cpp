#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_from_multiple {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  for (std::size_t i = 1; i < message.from_fields.size(); ++i)
    point_at_name(message, *message.from_fields[i], "a second one", findings)
        .says(fmt::format("there are {} From fields", message.from_fields.size()));
}

}  // namespace

extern const Rule rule{
    .id = "message-from-multiple",
    .severity = Severity::error,
    .title = "The message has more than one From field",
    .reference = "RFC 5322 3.6, RFC 7489 6.6.1",
    .why = "Which of them a mail program shows, and which one DMARC is about, differs. Receivers refuse such mail, and "
           "forgers use it.",
    .bad = SAMPLE_MESSAGE_ZONE,
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_RECEIVED SAMPLE_SIGNATURE SAMPLE_FIELDS "From: Bank <service@example.org>\n" SAMPLE_BODY,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_from_multiple
