#include <fmt/format.h>

#include "records/kind.h"
#include "rules/dmarc/helpers/discovery.h"
#include "rules/dmarc/helpers/subjects.h"
#include "rules/report_mailbox.h"

namespace mailauth::rules::dmarc_9989_alignment_break {

namespace {

// A MAIL FROM beside the domain or above it, in the same organization: what aligns today and will not.
const facts::MailFrom* mail_from_outside(const Facts& facts, const dns::Name& organization) {
  for (const facts::MailFrom& mail_from : facts.mail_froms)
    if (mail_from.given && !mail_from.name.is_within(facts.domain()) && mail_from.name.is_within(organization))
      return &mail_from;
  return nullptr;
}

void check(const Facts& facts, Findings& findings) {
  const facts::Discovery& discovery = facts.dmarc.discovery;
  const records::dmarc::Record* record = facts.dmarc.at_domain.record();
  if (record == nullptr || discovery.tree_walk.organizational_unknown || discovery.suffix_list.organizational_unknown)
    return;
  if (record->psd) return;  // psd=n: its owner wants an organization of its own
  const dns::Name& organization = discovery.suffix_list.organizational_domain;
  if (discovery.tree_walk.organizational_domain == organization || organization == facts.domain()) return;
  if (!facts.domain().is_within(organization) || !has_no_record(discovery, organization)) return;

  const facts::MailFrom* mail_from = mail_from_outside(facts, organization);
  const std::string& other = mail_from == nullptr ? organization.text() : mail_from->name.text();
  findings
      .add(record->source, record->list.tags.front().span,
           fmt::format("{} needs such a record, too", organization.text()))
      .says(fmt::format("to newer receivers {} and {} are different organizations", facts.domain().text(), other))
      .means(
          fmt::format("Mail from {} that is signed by, or returns to, {} passes DMARC today, but not at receivers that "
                      "follow RFC 9989: these look for the uppermost name with a DMARC record, and {} has none.",
                      facts.domain().text(), other, organization.text()))
      .with(mail_from == nullptr ? Certainty::likely : Certainty::certain)
      .publish(organization.child(records::labels_of(records::RecordKind::dmarc)).value_or(organization),
               fmt::format("v=DMARC1; p=none; rua=mailto:{}", report_address(organization)));
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-9989-alignment-break",
    .severity = Severity::warning,
    .title = "Only the subdomain has a DMARC record, so newer receivers take it for an organization of its own",
    .reference = "RFC 9989 4.10.2, C.3",
    .why =
        "Mail passes DMARC when the domain that signed it, or that it returns to, belongs to the same organization as "
        "the address in From. Older receivers (RFC 7489) find the organization in a list of public suffixes. Newer "
        "ones (RFC 9989) look for DMARC records upwards in the DNS, and where only the subdomain has one they treat "
        "the parent domain as a stranger: mail signed by the parent then fails.",
    .bad = R"(
;! --domain mail.example.com
_dmarc.mail TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
)",
    .good = R"(
;! --domain mail.example.com
_dmarc.mail TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
_dmarc      TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"
)",
    .rungs = Rung::weak_policy,
    .check = check};

}  // namespace mailauth::rules::dmarc_9989_alignment_break
