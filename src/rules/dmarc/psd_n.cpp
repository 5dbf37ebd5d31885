#include <fmt/format.h>

#include "rules/dmarc/helpers/tags.h"

namespace mailauth::rules::dmarc_psd_n {

namespace {

namespace dmarc = records::dmarc;

void check(const Facts& facts, Findings& findings) {
  const dmarc::Record* record = facts.dmarc.at_domain.record();
  if (record == nullptr || record->psd != dmarc::PublicSuffix::no) return;
  const dns::Name& organization = facts.dmarc.discovery.suffix_list.organizational_domain;
  if (organization == facts.domain()) return;
  findings.add(record->source, record->find("psd")->span, "older receivers do not know this")
      .says(fmt::format("{} declares itself an organization of its own; to older receivers it belongs to {}",
                        facts.domain().text(), organization.text()));
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-psd-n",
    .severity = Severity::info,
    .title = "psd=n makes the subdomain an organization of its own for newer receivers",
    .reference = "RFC 9989 4.7, 5.1.8",
    .why = "With psd=n names above the domain do not align with it any more at receivers that follow RFC 9989. Older "
           "ones ignore the tag. That is right where different people run the two.",
    .bad = R"(;! --domain mail.example.com
_dmarc.mail TXT "v=DMARC1; p=reject; psd=n")",
    .good = R"(;! --domain mail.example.com
_dmarc.mail TXT "v=DMARC1; p=reject"
_dmarc TXT "v=DMARC1; p=reject")",
    .check = check};

}  // namespace mailauth::rules::dmarc_psd_n
