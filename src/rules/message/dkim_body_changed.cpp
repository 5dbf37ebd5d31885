#include "rules/message/helpers/changes.h"
#include "rules/message/helpers/samples.h"

#include <fmt/format.h>

namespace mailauth::rules::message_dkim_body_changed {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  const std::vector<facts::Cause>& causes = causes_of(message);
  for (std::size_t i = 0; i < causes.size(); ++i) {
    const facts::Signature& signature = message.signatures[i];
    if (signature.reason == facts::DkimReason::body_too_short)
      point_at(message, signature, signature.record.l, "more than there is", findings)
          .says(fmt::format("{} is over more octets than the body has", name_of(signature)))
          .means("Something on the way took text away, or what signs counts wrongly.");
    else if (causes[i].body_changed && causes[i].body.empty())
      point_at(message, signature, signature.record.bh, "of another body", findings)
          .says(fmt::format("the body is not the one that {} is over", name_of(signature)));
  }
  for_each_change(message, VisitBody([&](const facts::Signature& signature, const facts::BodyChange& change) {
                    if (change.what != facts::Change::text_appended)
                      point_at_change(message, signature, change, "changed", findings)
                          .says(describe(change))
                          .note(name_of(signature));
                  }));
}

}  // namespace

extern const Rule rule{
    .id = "message-dkim-body-changed",
    .severity = Severity::error,
    .title = "The body was changed after signing",
    .reference = "RFC 6376 6.1.3",
    .why = "The hash of the body is not the one that was signed. Gateways that rewrite links, put a banner on top or "
           "encode the text anew do that; each of them has to sign the message anew.",
    .bad = SAMPLE_MESSAGE_ZONE,
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_CHANGED("Hello Bob.", "Hello, dear Rob."),
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_dkim_body_changed
