#include "rules/message/helpers/changes.h"
#include "rules/message/helpers/samples.h"

#include <fmt/format.h>

namespace mailauth::rules::message_dkim_field_added {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  for_each_change(message, VisitField([&](const facts::Signature& signature, const facts::FieldChange& change) {
                    if (change.what == facts::Change::field_added)
                      point_at_change(message, signature, change, "was added", findings)
                          .says(describe(change))
                          .note(name_of(signature));
                  }));
}

}  // namespace

extern const Rule rule{
    .id = "message-dkim-field-added",
    .severity = Severity::error,
    .title = "A field was added that the signature covers",
    .reference = "RFC 6376 5.4.2",
    .why = "A name in h= more often than there were fields says that none may be added, and one was.",
    .bad = SAMPLE_MESSAGE_ZONE,
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_RECEIVED
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1;\n h=From:To:Subject:Cc; bh=$BODY; "
    "b=$SIGN\n" SAMPLE_FIELDS SAMPLE_BODY SAMPLE_CHANGE("To: bob", "Cc: carol@example.net\nTo: bob"),
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_dkim_field_added
