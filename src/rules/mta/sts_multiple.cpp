#include "rules/record_flaws.h"

namespace mailauth::rules::mta_sts_multiple {

namespace {

void check(const Facts& facts, Findings& findings) {
  if (facts.mta_sts.records.size() > 1) report_several(facts.mta_sts.records, "MTA-STS", findings);
}

}  // namespace

extern const Rule rule{
    .id = "mta-sts-multiple",
    .severity = Severity::error,
    .title = "There are several MTA-STS records",
    .reference = "RFC 8461 3.1",
    .why = "If the number of records that begin with v=STSv1; is not one, senders take it that the domain has no "
           "MTA-STS. Other TXT at the name does not count.",
    .bad = R"(@ MX 10 mail
mail A 192.0.2.1
_mta-sts TXT "v=STSv1; id=20260101"
_mta-sts TXT "v=STSv1; id=20260201"
)",
    .good = R"(@ MX 10 mail
mail A 192.0.2.1
_mta-sts TXT "v=STSv1; id=20260201"
mta-sts A 192.0.2.2
)",
    .check = check};

}  // namespace mailauth::rules::mta_sts_multiple
