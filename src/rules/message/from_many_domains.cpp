#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_from_many_domains {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  if (message.from_fields.size() != 1 || message.from.size() < 2) return;
  point_at(message, *message.from_fields.front(), message.from[1].span, "another domain", findings)
      .says(
          fmt::format("From has addresses at {} and {}", message.from[0].domain.text(), message.from[1].domain.text()));
}

}  // namespace

extern const Rule rule{
    .id = "message-from-many-domains",
    .severity = Severity::error,
    .title = "From has addresses of several domains",
    .reference = "RFC 7489 6.6.1",
    .why = "DMARC is about one domain. With several, receivers take their pick or refuse the message.",
    .bad = SAMPLE_MESSAGE_ZONE,
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_RECEIVED "From: news@example.com, news@example.org\n" SAMPLE_BODY,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_from_many_domains
