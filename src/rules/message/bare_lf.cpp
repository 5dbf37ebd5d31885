#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_bare_lf {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  if (message.message().line_ends != messages::LineEnds::mixed) return;
  point_at_header(message, "mixed line ends", findings).says("lines end with CRLF and with LF in one message");
}

}  // namespace

extern const Rule rule{.id = "message-bare-lf",
                       .severity = Severity::warning,
                       .title = "Some lines end with LF alone and others with CRLF",
                       .reference = "RFC 5321 2.3.8",
                       .why = "Servers differ on where such a line ends, which lets an attacker hide a second message "
                              "in the first. Some refuse such mail, and signatures break.",
                       .bad = SAMPLE_MESSAGE_ZONE,
                       .good = SAMPLE_MESSAGE_ZONE,
                       .bad_message = "From: a@example.com$LFTo: bob@example.net\n" SAMPLE_BODY,
                       .good_message = SAMPLE_MESSAGE,
                       .check_message = check};

}  // namespace mailauth::rules::message_bare_lf
