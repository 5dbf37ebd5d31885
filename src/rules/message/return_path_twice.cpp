#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_return_path_twice {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  const auto fields = fields_named(message.message(), "Return-Path");
  if (fields.size() > 1)
    point_at_name(message, *fields[1], "a second one", findings)
        .says(fmt::format("there are {} Return-Path fields", fields.size()));
}

}  // namespace

extern const Rule rule{.id = "message-return-path-twice",
                       .severity = Severity::warning,
                       .title = "The message has more than one Return-Path",
                       .reference = "RFC 5321 4.4",
                       .why = "The host that delivers a message at last writes one, and takes older ones away. With "
                              "two nobody knows which MAIL FROM is meant.",
                       .bad = SAMPLE_MESSAGE_ZONE,
                       .good = SAMPLE_MESSAGE_ZONE,
                       .bad_message = "Return-Path: <b@example.com>\n" SAMPLE_MESSAGE,
                       .good_message = SAMPLE_MESSAGE,
                       .check_message = check};

}  // namespace mailauth::rules::message_return_path_twice
