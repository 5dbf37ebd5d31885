#include <fmt/format.h>

#include "rules/dmarc/helpers/subjects.h"

namespace mailauth::rules::dmarc_multiple_records {

namespace {

void report(const facts::DmarcAtName& at, Findings& findings) {
  const records::dmarc::Record& second = at.records[1];
  Finding& finding = findings.add(second.source, second.list.tags.front().span, "keep one record only")
                         .says(fmt::format("{} DMARC records stand at {}: receivers use none of them",
                                           at.records.size(), at.owner.text()));
  for (const records::dmarc::Record& record : at.records)
    if (!(record.source == second.source)) finding.note("beside it: " + record.source.text);
  finding.note("newer receivers (RFC 9989) go on to the parent domain, older ones (RFC 7489) apply no DMARC at all");
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::DmarcAtName& at : facts.dmarc.discovery.walk) {
    if (at.record() != nullptr) return;  // this one is used: what stands above does not matter
    if (at.records.size() > 1) report(at, findings);
  }
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-multiple-records",
    .severity = Severity::error,
    .security = Security::nothing_stops_forgery,
    .title = "There is more than one DMARC record at one name, so receivers use none of them",
    .reference = "RFC 9989 4.10, RFC 7489 6.6.3",
    .why = "A receiver cannot know which of two policies is meant, and the standard tells it to discard them all. The "
           "domain is as open to forged mail as without DMARC, and no reports are sent.",
    .bad = R"(@ MX 10 mail
mail A 192.0.2.1
_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"
_dmarc TXT "v=DMARC1; p=reject"
)",
    .good = R"(@ MX 10 mail
mail A 192.0.2.1
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
)",
    .rungs = Rung::no_policy_in_force | Rung::address_not_readable,
    .check = check};

}  // namespace mailauth::rules::dmarc_multiple_records
