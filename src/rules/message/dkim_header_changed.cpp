#include "rules/message/helpers/changes.h"
#include "rules/message/helpers/samples.h"

#include <fmt/format.h>

namespace mailauth::rules::message_dkim_header_changed {

namespace {

bool has_a_rule_of_its_own(const facts::FieldChange& change) {
  return change.what == facts::Change::message_id_replaced || change.what == facts::Change::field_added ||
         is_subject_tag(change);
}

// Ed25519 does not tell a change from another key.
bool is_one_of_both(const facts::Signature& signature, const facts::Cause& cause) {
  return signature.reason == facts::DkimReason::signature_wrong && cause.key == facts::Cause::Key::unknown;
}

void check(const MessageFacts& message, Findings& findings) {
  const std::vector<facts::Cause>& causes = causes_of(message);
  for (std::size_t i = 0; i < causes.size(); ++i) {
    const facts::Signature& signature = message.signatures[i];
    const bool is_open = is_one_of_both(signature, causes[i]);
    if ((causes[i].header_changed || is_open) && causes[i].header.empty())
      point_at(message, signature, signature.record.h, "one of these, or this field itself, was changed", findings)
          .says(fmt::format("the header is not the one that {} is over", name_of(signature)))
          .note(is_open ? "or it was made with another key" : "the key is the right one: the message was changed");
  }
  for_each_change(message, VisitField([&](const facts::Signature& signature, const facts::FieldChange& change) {
                    if (!has_a_rule_of_its_own(change))
                      point_at_change(message, signature, change, "changed", findings)
                          .says(describe(change))
                          .note(name_of(signature));
                  }));
}

}  // namespace

extern const Rule rule{
    .id = "message-dkim-header-changed",
    .severity = Severity::error,
    .title = "A signed field was changed after signing",
    .reference = "RFC 6376 6.1.3",
    .why = "The signature covers the fields that h= names and its own, and one of them is another one now.",
    .bad = SAMPLE_MESSAGE_ZONE,
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_CHANGED("Date: Tue, 01 Dec 2026 09:59:58 +0000", "Date: Wed, 02 Dec 2026 09:00:00 +0000"),
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_dkim_header_changed
