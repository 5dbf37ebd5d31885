#include "rules/message/helpers/changes.h"
#include "rules/message/helpers/samples.h"

#include <fmt/format.h>

namespace mailauth::rules::message_dkim_subject_tag {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  for_each_change(message, VisitField([&](const facts::Signature& signature, const facts::FieldChange& change) {
                    if (is_subject_tag(change))
                      point_at_change(message, signature, change, "was added", findings)
                          .says(describe(change))
                          .means("Something on the way added it. The mail was right when it left.")
                          .note(name_of(signature));
                  }));
}

}  // namespace

extern const Rule rule{.id = "message-dkim-subject-tag",
                       .severity = Severity::error,
                       .title = "Text was added to the subject on the way",
                       .reference = "RFC 6376 6.1.3",
                       .why = "Lists put their name into the subject, gateways a warning. The mail was right when it "
                              "left: whoever changes it "
                              "should sign it anew, or leave the field alone.",
                       .bad = SAMPLE_MESSAGE_ZONE,
                       .good = SAMPLE_MESSAGE_ZONE,
                       .bad_message = SAMPLE_CHANGED("Subject: Hello", "Subject: [users] Hello"),
                       .good_message = SAMPLE_MESSAGE,
                       .check_message = check};

}  // namespace mailauth::rules::message_dkim_subject_tag
