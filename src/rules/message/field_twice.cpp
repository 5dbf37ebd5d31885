#include <fmt/format.h>

#include <array>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"
#include "text/ascii.h"

namespace mailauth::rules::message_field_twice {

namespace {

// RFC 5322 3.6: at most one of each. From has a rule of its own.
constexpr std::array<std::string_view, 9> single{"Date", "Sender",     "Reply-To",    "To",     "Cc",
                                                 "Bcc",  "Message-ID", "In-Reply-To", "Subject"};

void check(const MessageFacts& message, Findings& findings) {
  for (const std::string_view name : single) {
    const std::vector<const Field*> fields = fields_named(message.message(), name);
    if (fields.size() < 2) continue;
    point_at_name(message, *fields.front(), "another one", findings)
        .says(fmt::format("there are {} {} fields", fields.size(), name));
  }
}

}  // namespace

extern const Rule rule{
    .id = "message-field-twice",
    .severity = Severity::warning,
    .title = "The message has a field twice of which there may be one",
    .reference = "RFC 5322 3.6, RFC 6376 8.15",
    .why = "A signature covers the lower one, unless h= names the field twice, and mail programs show the upper one: "
           "who puts another subject on top of a signed message has it shown, and the signature verifies. Some "
           "receivers refuse such mail.",
    .bad = SAMPLE_MESSAGE_ZONE,
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = "Subject: Your account\n" SAMPLE_MESSAGE,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_field_twice
