#include "rules/message/helpers/changes.h"
#include "rules/message/helpers/samples.h"
#include "rules/samples.h"

#include <fmt/format.h>

namespace mailauth::rules::message_dkim_wrong_key {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  const std::vector<facts::Cause>& causes = causes_of(message);
  for (std::size_t i = 0; i < causes.size(); ++i) {
    const facts::Signature& signature = message.signatures[i];
    if (causes[i].key == facts::Cause::Key::other)
      point_at(message, signature, signature.record.s, "another key is here", findings)
          .says(fmt::format("{} was not made with the key at {}", name_of(signature), signature.key_name.text()))
          .means("Publish the key that belongs to the one that signs, or sign with the other one.")
          .note("or b= was damaged on the way");
  }
}

}  // namespace

extern const Rule rule{.id = "message-dkim-wrong-key",
                       .severity = Severity::error,
                       .title = "A signature was made with another key than the one that is published",
                       .reference = "RFC 6376 6.1.3",
                       .why = "The published key does not belong to the private one that signs: a key was exchanged in "
                              "one place only, or the wrong one was copied.",
                       .bad = SAMPLE_MESSAGE_ZONE_WITH("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
                       .good = SAMPLE_MESSAGE_ZONE,
                       .bad_message = SAMPLE_MESSAGE,
                       .good_message = SAMPLE_MESSAGE,
                       .check_message = check};

}  // namespace mailauth::rules::message_dkim_wrong_key
