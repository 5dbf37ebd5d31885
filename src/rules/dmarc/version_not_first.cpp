#include <fmt/format.h>

#include "diagnosis/dmarc.h"
#include "rules/dmarc/helpers/tags.h"

namespace mailauth::rules::dmarc_version_not_first {

namespace {

namespace dmarc = records::dmarc;

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_subjects(facts)) {
    const dmarc::Record& record = *subject.record;
    const records::Tag* version = diagnosis::late_version(record);
    if (dmarc::is_dmarc(record) || version == nullptr) continue;
    Finding& finding = add(findings, subject, version->span, "move v=DMARC1 to the front")
                           .says("v=DMARC1 is not the first tag of the record");
    if (record.p && *record.p != dmarc::Policy::none)
      finding.means(fmt::format("Most receivers ignore the whole record, so p={} is not in force there: forged mail is "
                                "delivered.",
                                to_string(*record.p)));
  }
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-version-not-first",
    .severity = Severity::error,
    .security = Security::nothing_stops_forgery,
    .title = "v=DMARC1 is not the first tag of the record",
    .reference = "RFC 9989 4.7, RFC 7489 6.3",
    .why = "Receivers recognise a DMARC record by its beginning. Of those that were tested most ignore a record whose "
           "v=DMARC1 comes later, as the standard wants it: there the domain has no DMARC policy.",
    .bad = R"(_dmarc TXT "p=reject; v=DMARC1; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .rungs = Rung::no_policy_in_force | Rung::address_not_readable,
    .check = check};

}  // namespace mailauth::rules::dmarc_version_not_first
