#include <fmt/format.h>

#include "rules/dmarc/helpers/discovery.h"

namespace mailauth::rules::dmarc_org_record_missing {

namespace {

void check(const Facts& facts, Findings& findings) {
  const facts::DmarcAtName* at = record_only_between(facts);
  if (at == nullptr) return;
  const records::dmarc::Record& record = *at->record();
  const std::string& organization = facts.dmarc.discovery.suffix_list.organizational_domain.text();
  findings.add(record.source, record.list.tags.front().span, fmt::format("{} needs a record, too", organization))
      .says(fmt::format("{} has a DMARC record, but {}, the organization above it, has none", at->domain.text(),
                        organization))
      .means(
          fmt::format("Newer receivers apply the record of {0} to {1}. Older ones look only at {1} and {2}, and find "
                      "no policy.",
                      at->domain.text(), facts.domain().text(), organization))
      .note(fmt::format("publish a record at _dmarc.{0}: it is then in force for all names below {0} that have none of "
                        "their own",
                        organization));
}

}  // namespace

// Where the record stands at the domain itself, dmarc-9989-alignment-break says what that leads to.
extern const Rule rule{
    .id = "dmarc-org-record-missing",
    .severity = Severity::warning,
    .title = "The DMARC record stands at a subdomain, and the organizational domain has none",
    .reference = "RFC 9989 5.1.4, RFC 7489 6.6.3",
    .why =
        "Older receivers look for a policy at the name in From and at the organizational domain, at none in between. "
        "They find nothing: forged mail is delivered, and no reports are sent.",
    .bad = R"(;! --domain news.mail.example.com
news.mail A 192.0.2.1
_dmarc.mail TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
)",
    .good = R"(;! --domain news.mail.example.com
news.mail A 192.0.2.1
_dmarc.mail TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
)",
    .rungs = Rung::weak_policy,
    .check = check};

}  // namespace mailauth::rules::dmarc_org_record_missing
