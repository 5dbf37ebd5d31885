#include "rules/message/helpers/changes.h"
#include "rules/message/helpers/samples.h"

#include <fmt/format.h>

namespace mailauth::rules::message_dkim_body_appended {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  for_each_change(message, VisitBody([&](const facts::Signature& signature, const facts::BodyChange& change) {
                    if (change.what == facts::Change::text_appended)
                      point_at_change(message, signature, change, "from here on", findings)
                          .says(describe(change))
                          .means("Something on the way added it. The mail was right when it left.")
                          .note(name_of(signature));
                  }));
}

}  // namespace

extern const Rule rule{.id = "message-dkim-body-appended",
                       .severity = Severity::error,
                       .title = "Something on the way appended text to the body",
                       .reference = "RFC 6376 6.1.3",
                       .why = "Lists and gateways put their footers there. The mail was right when it left; whoever "
                              "changes it has to sign it anew, or to leave it alone.",
                       .bad = SAMPLE_MESSAGE_ZONE,
                       .good = SAMPLE_MESSAGE_ZONE,
                       .bad_message = SAMPLE_CHANGED("Hello Bob.\n", "Hello Bob.\n--\nSent through a list\n"),
                       .good_message = SAMPLE_MESSAGE,
                       .check_message = check};

}  // namespace mailauth::rules::message_dkim_body_appended
