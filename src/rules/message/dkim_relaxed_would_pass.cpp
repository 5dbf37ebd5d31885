#include "rules/message/helpers/changes.h"
#include "rules/message/helpers/samples.h"

#include <fmt/format.h>

namespace mailauth::rules::message_dkim_relaxed_would_pass {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  const std::vector<facts::Cause>& causes = causes_of(message);
  for (std::size_t i = 0; i < causes.size(); ++i)
    if (causes[i].relaxed_would_pass && message.signatures[i].reason != facts::DkimReason::body_too_short)
      point_at(message, message.signatures[i], message.signatures[i].record.c, "write relaxed/relaxed", findings)
          .says(fmt::format("with relaxed/relaxed {} would verify", name_of(message.signatures[i])));
}

}  // namespace

extern const Rule rule{
    .id = "message-dkim-relaxed-would-pass",
    .severity = Severity::info,
    .title = "With c=relaxed/relaxed the signature would verify",
    .reference = "RFC 6376 3.4",
    .why = "Only blanks, line ends or letters in names were changed, which relaxed does not look at. Let the signer "
           "use it: servers on the way do such things.",
    .bad = SAMPLE_MESSAGE_ZONE,
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = SAMPLE_RECEIVED
    "DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=example.com; s=s1;\n h=From:To:Subject:Date:Message-ID; "
    "bh=$BODY; b=$SIGN\n" SAMPLE_FIELDS SAMPLE_BODY SAMPLE_CHANGE("Subject: Hello", "Subject:  Hello"),
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_dkim_relaxed_would_pass
