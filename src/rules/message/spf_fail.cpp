#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"
#include "text/ascii.h"

namespace mailauth::rules::message_spf_fail {

namespace {

using facts::SpfResult;

std::string said(const MessageFacts& message) {
  const std::string domain = text::escape_bytes(message.client->domain);
  switch (message.spf->result) {
    case SpfResult::none: return fmt::format("{} has no SPF record", domain);
    case SpfResult::permerror: return fmt::format("the SPF record of {} cannot be used", domain);
    default:
      return fmt::format("SPF of {} does not permit {}: {}", domain, text::to_string(message.client->ip),
                         to_string(message.spf->result));
  }
}

std::string consequence(const MessageFacts& message) {
  if (message.forwarding)
    return "Forwarders send from addresses of their own: only a signature can stand for the mail.";
  switch (message.spf->result) {
    case SpfResult::none: return "SPF stands for nothing there.";
    case SpfResult::permerror: return "To receivers it is as if there was none, or worse.";
    default: return "If that host sends for the domain, the record lacks it.";
  }
}

bool passes_dmarc(const MessageFacts& message) {
  return message.rfc7489 == facts::DmarcResult::pass && message.rfc9989 == facts::DmarcResult::pass;
}

void check(const MessageFacts& message, Findings& findings) {
  if (!message.spf || message.spf->result == SpfResult::pass || message.spf->result == SpfResult::temperror) return;
  const facts::Clue& clue = message.envelope.ip_from;
  Finding& finding = clue.field != nullptr ? point_at(message, *clue.field, clue.span, "it came from here", findings)
                                           : point_at_header(message, "the address was given", findings);
  finding.says(said(message)).means(consequence(message));
  if (passes_dmarc(message) || message.forwarding) finding.with(Severity::info);
  if (message.envelope.mail_from && !message.envelope.mail_from->empty())
    finding.note(fmt::format("term by term: mailauth spf check --ip {} --mail-from {}",
                             text::to_string(message.client->ip), text::escape_bytes(*message.envelope.mail_from)));
}

}  // namespace

extern const Rule rule{
    .id = "message-spf-fail",
    .severity = Severity::warning,
    .title = "SPF does not pass",
    .reference = "RFC 7208 2.6",
    .why =
        "Receivers look up whether the domain of the MAIL FROM permits the address that a message comes from. Here it "
        "does not, so that DMARC has to rest on a signature.",
    .bad = SAMPLE_MESSAGE_ZONE_WITH("v=DKIM1; p=") "mail TXT \"v=spf1 -all\"\n",
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message = "Return-Path: <news@mail.example.com>\n" SAMPLE_RECEIVED_ONLY SAMPLE_FIELDS SAMPLE_BODY,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_spf_fail
