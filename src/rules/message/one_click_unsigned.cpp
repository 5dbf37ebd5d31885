#include <fmt/format.h>

#include <algorithm>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_one_click_unsigned {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  const Field* post = first_field(message.message(), "List-Unsubscribe-Post");
  const Field* header = first_field(message.message(), "List-Unsubscribe");
  if (post == nullptr || header == nullptr) return;
  const auto covers = [](const facts::Signature& signature) {
    return signature.result == facts::DkimResult::pass && signature.record.signs("List-Unsubscribe") &&
           signature.record.signs("List-Unsubscribe-Post");
  };
  if (std::ranges::any_of(message.signatures, covers)) return;
  point_at_name(message, *post, "sign this", findings)
      .says("no valid signature covers List-Unsubscribe and List-Unsubscribe-Post");
}

}  // namespace

extern const Rule rule{
    .id = "message-one-click-unsigned",
    .severity = Severity::warning,
    .title = "One-click unsubscribing is not covered by a signature",
    .reference = "RFC 8058 3.1",
    .why = "Both fields must be signed, else anybody could put an address there: mail programs then show no button.",
    .bad = SAMPLE_MESSAGE_ZONE,
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_RECEIVED SAMPLE_SIGNATURE SAMPLE_FIELDS
    "List-Unsubscribe: <https://example.com/u?1>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n" SAMPLE_BODY,
    .good_message = SAMPLE_RECEIVED
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1;\n "
    "h=From:To:Subject:Date:Message-ID:List-Unsubscribe:List-Unsubscribe-Post;\n bh=$BODY; b=$SIGN\n" SAMPLE_FIELDS
    "List-Unsubscribe: <https://example.com/u?1>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n" SAMPLE_BODY,
    .check_message = check};

}  // namespace mailauth::rules::message_one_click_unsigned
