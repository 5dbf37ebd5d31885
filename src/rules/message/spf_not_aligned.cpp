#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_spf_not_aligned {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  const bool passes = message.spf && message.spf->result == facts::SpfResult::pass;
  if (!passes || message.from.empty() || message.spf_aligns.either() != facts::Known::no) return;
  const std::string said =
      fmt::format("SPF passes for {}, which is not aligned with {}", message.client->domain, from_domain(message));
  const facts::Clue& clue = message.envelope.mail_from_from;
  Finding& finding = clue.field != nullptr ? point_at(message, *clue.field, clue.span, "another domain", findings)
                                           : point_at_header(message, "another domain", findings);
  finding.says(said);
}

}  // namespace

extern const Rule rule{
    .id = "message-spf-not-aligned",
    .severity = Severity::info,
    .title = "SPF passes for another domain than that in From",
    .reference = "RFC 9989 4.4.2",
    .why = "SPF is about the MAIL FROM, which nobody sees. DMARC counts it only when its domain is that of From, or of "
           "the same organization. Ask the service that sends for a MAIL FROM of your own, or rely on DKIM.",
    .bad = SAMPLE_MESSAGE_ZONE "bounce.example.org. TXT \"v=spf1 ip4:192.0.2.1 -all\"\n",
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message =
        "Return-Path: <a@bounce.example.org>\n" SAMPLE_RECEIVED_ONLY SAMPLE_SIGNATURE SAMPLE_FIELDS SAMPLE_BODY,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_spf_not_aligned
