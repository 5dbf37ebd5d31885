#include <fmt/format.h>

#include <array>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"
#include "text/ascii.h"

namespace mailauth::rules::message_dkim_unsigned_important {

namespace {

constexpr std::array<std::string_view, 5> important{"Subject", "To", "Date", "Reply-To", "Content-Type"};

void check(const MessageFacts& message, Findings& findings) {
  for (const facts::Signature& signature : message.signatures) {
    if (signature.result != facts::DkimResult::pass) continue;
    std::vector<std::string> unsigned_ones;
    for (const std::string_view name : important)
      if (first_field(message.message(), name) != nullptr && !signature.record.signs(name))
        unsigned_ones.emplace_back(name);
    if (!unsigned_ones.empty())
      point_at(message, signature, signature.record.h, "not all is named", findings)
          .says(fmt::format("{} does not cover {}", name_of(signature), text::join(unsigned_ones, ", ")));
  }
}

}  // namespace

extern const Rule rule{
    .id = "message-dkim-unsigned-important",
    .severity = Severity::info,
    .title = "A field that people rely on is not signed",
    .reference = "RFC 6376 5.4.1",
    .why = "What is not named in h= can be changed by anybody on the way: the subject, the date, whom it is to.",
    .bad = SAMPLE_MESSAGE_ZONE,
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_RECEIVED "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1;\n "
                                   "h=From; bh=$BODY;\n b=$SIGN\n" SAMPLE_FIELDS SAMPLE_BODY,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_dkim_unsigned_important
