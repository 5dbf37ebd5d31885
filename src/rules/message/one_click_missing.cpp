#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"
#include "rules/message/helpers/unsubscribe.h"

namespace mailauth::rules::message_one_click_missing {

namespace {

// Where no profile asks for it, half of it is a mistake all the same.
void check(const MessageFacts& message, Findings& findings) {
  const Field* header = first_field(message.message(), "List-Unsubscribe");
  const Field* post = first_field(message.message(), "List-Unsubscribe-Post");
  const bool is_asked_for = demands_one_click(message);
  if (header == nullptr && post == nullptr) {
    if (is_asked_for)
      point_at_header(message, "List-Unsubscribe is missing", findings).says("there is no List-Unsubscribe field");
    return;
  }
  if (header == nullptr || !has_https(unfolded_value(message.message(), *header).text))
    point_at_name(message, header == nullptr ? *post : *header, "no https address", findings)
        .says(header == nullptr ? "there is no List-Unsubscribe field beside List-Unsubscribe-Post"
                                : "List-Unsubscribe has no https address")
        .with(is_asked_for ? Severity::warning : Severity::info);
  else if (post == nullptr || !is_one_click(unfolded_value(message.message(), *post).text))
    point_at_name(message, post == nullptr ? *header : *post, "List-Unsubscribe=One-Click is missing", findings)
        .says("List-Unsubscribe-Post: List-Unsubscribe=One-Click is missing")
        .with(is_asked_for ? Severity::warning : Severity::info);
}

}  // namespace

extern const Rule rule{
    .id = "message-one-click-missing",
    .severity = Severity::warning,
    .title = "The message cannot be unsubscribed from with one click",
    .reference = "RFC 8058 3.1",
    .why = "Gmail and Yahoo demand of bulk senders that marketing mail has List-Unsubscribe with an https address and "
           "List-Unsubscribe-Post, so that their button works. Mail that people asked for one by one, such as "
           "receipts, needs none.",
    .bad = ";! --profile google\n" SAMPLE_MESSAGE_ZONE,
    .good = ";! --profile google\n" SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_MESSAGE,
    .good_message = SAMPLE_RECEIVED
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1;\n "
    "h=From:To:Subject:Date:Message-ID:List-Unsubscribe:List-Unsubscribe-Post;\n bh=$BODY; b=$SIGN\n" SAMPLE_FIELDS
    "List-Unsubscribe: <https://example.com/u?1>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n" SAMPLE_BODY,
    .check_message = check};

}  // namespace mailauth::rules::message_one_click_missing
