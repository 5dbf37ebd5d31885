#include <fmt/format.h>

#include <array>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_field_missing {

namespace {

constexpr std::array<std::string_view, 2> needed{"Date", "Message-ID"};

void check(const MessageFacts& message, Findings& findings) {
  for (const std::string_view name : needed) {
    const auto fields = fields_named(message.message(), name);
    if (fields.empty())
      point_at_header(message, fmt::format("{} is missing", name), findings)
          .says(fmt::format("there is no {} field", name));
    else if (fields.size() > 1)
      point_at_name(message, *fields[1], "a second one", findings)
          .says(fmt::format("there are {} {} fields", fields.size(), name));
  }
}

}  // namespace

extern const Rule rule{
    .id = "message-field-missing",
    .severity = Severity::warning,
    .title = "A field that every message needs is missing, or there more than once",
    .reference = "RFC 5322 3.6",
    .why =
        "Receivers take mail without Date or Message-ID for spam, and with two of them nobody knows which one counts.",
    .bad = SAMPLE_MESSAGE_ZONE,
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_RECEIVED SAMPLE_SIGNATURE "From: news@example.com\nTo: bob@example.net\n" SAMPLE_BODY,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_field_missing
