#include <fmt/format.h>

#include <algorithm>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_profile_spf_and_dkim {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  if (message.request.profiles.empty() || message.from_fields.empty()) return;
  const bool spf_open = !message.spf || message.spf->result == facts::SpfResult::temperror;
  const bool spf = message.spf && message.spf->result == facts::SpfResult::pass;
  const auto passes = [](const facts::Signature& each) { return each.result == facts::DkimResult::pass; };
  const bool dkim = std::ranges::any_of(message.signatures, passes);
  if ((spf || spf_open) && dkim) return;
  point_at_name(message, *message.from_fields.front(), "both have to pass", findings)
      .says(dkim              ? "SPF does not pass"
            : spf || spf_open ? "no signature verifies"
                              : "neither SPF nor a signature passes");
}

}  // namespace

extern const Rule rule{.id = "message-profile-spf-and-dkim",
                       .severity = Severity::error,
                       .title = "Bulk senders need SPF and DKIM to pass, and one is missing",
                       .reference = "RFC 9989 7.3",
                       .why = "Gmail, Yahoo and Microsoft demand both of whoever sends much mail, and that one of them "
                              "stands for the domain in From.",
                       .bad = ";! --profile google\n" SAMPLE_MESSAGE_ZONE,
                       .good = ";! --profile google\n" SAMPLE_MESSAGE_ZONE,
                       .bad_message = SAMPLE_RECEIVED SAMPLE_FIELDS SAMPLE_BODY,
                       .good_message = SAMPLE_MESSAGE,
                       .check_message = check};

}  // namespace mailauth::rules::message_profile_spf_and_dkim
