#include <fmt/format.h>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"
#include "text/ascii.h"

namespace mailauth::rules::message_ses_no_mail_from {

namespace {

void check(const MessageFacts& message, Findings& findings) {
  const facts::Envelope& envelope = message.envelope;
  if (!envelope.mail_from || message.from.empty()) return;
  const std::string domain = text::to_lower(envelope.mail_from->substr(envelope.mail_from->rfind('@') + 1));
  if (domain != "amazonses.com" && !domain.ends_with(".amazonses.com")) return;
  const facts::Clue& clue = envelope.mail_from_from;
  Finding& finding = clue.field != nullptr ? point_at(message, *clue.field, clue.span, "not yours", findings)
                                           : point_at_header(message, "the MAIL FROM is of SES", findings);
  finding.says("no custom MAIL FROM is in force at Amazon SES: the MAIL FROM is at amazonses.com")
      .note(fmt::format("mailauth setup amazon-ses {} prints the records of one", from_domain(message)));
}

}  // namespace

extern const Rule rule{
    .id = "message-ses-no-mail-from",
    .severity = Severity::warning,
    .title = "Amazon SES sent it without a MAIL FROM of your own",
    .reference = "RFC 9989 4.4.2",
    .why = "SES uses its own MAIL FROM domain unless a custom one is set up and its MX record is there. So SPF passes "
           "for amazonses.com and counts for nothing: DMARC hangs on DKIM alone.",
    .bad = SAMPLE_MESSAGE_ZONE,
    .good = SAMPLE_MESSAGE_ZONE,
    .bad_message =
        "Return-Path: <1@eu-west-1.amazonses.com>\n" SAMPLE_RECEIVED_ONLY SAMPLE_SIGNATURE SAMPLE_FIELDS SAMPLE_BODY,
    .good_message = SAMPLE_MESSAGE,
    .check_message = check};

}  // namespace mailauth::rules::message_ses_no_mail_from
