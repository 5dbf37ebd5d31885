#include "diagnosis/mta_sts.h"
#include "rules/record_flaws.h"

namespace mailauth::rules::mta_sts_record_invalid {

namespace {

namespace mta_sts = records::mta_sts;

void report(const mta_sts::Record& record, Findings& findings) {
  Finding* finding = report_flaws(record.source, diagnosis::flaws_of(record), findings);
  if (finding != nullptr && mta_sts::is_usable(record))
    finding->means("Senders use the record all the same.").with(Severity::warning);
}

// Of several, mta-sts-multiple speaks.
void check(const Facts& facts, Findings& findings) {
  const facts::MtaStsFacts& mta_sts = facts.mta_sts;
  if (mta_sts.records.size() > 1) return;
  for (const auto& record : mta_sts.records) report(record, findings);
  if (mta_sts.records.empty())
    for (const auto& record : mta_sts.meant) report(record, findings);
}

}  // namespace

extern const Rule rule{
    .id = "mta-sts-record-invalid",
    .severity = Severity::error,
    .title = "Senders cannot use the MTA-STS record",
    .reference = "RFC 8461 3.1",
    .why = "Senders keep only a record that begins with exactly v=STSv1; and has an id of 1 to 32 letters and digits. "
           "As it is, no sender fetches the policy: mail to the domain can be delivered without TLS.",
    .bad = R"(@ MX 10 mail
mail A 192.0.2.1
_mta-sts TXT "v=STSv1; id=2026-01-01"
)",
    .good = R"(@ MX 10 mail
mail A 192.0.2.1
_mta-sts TXT "v=STSv1; id=20260101"
mta-sts A 192.0.2.2
)",
    .check = check};

}  // namespace mailauth::rules::mta_sts_record_invalid
