#include <fmt/format.h>

#include "rules/rule.h"

namespace mailauth::rules::mta_sts_multiple {

namespace {

void check(const Facts& facts, Findings& findings) {
  const facts::MtaStsFacts& mta_sts = facts.mta_sts;
  if (mta_sts.records.size() < 2) return;
  const records::mta_sts::Record& second = mta_sts.records[1];
  Finding& finding =
      findings.add(second.source, second.source.whole(), "keep one record only")
          .says(fmt::format("{} MTA-STS records stand here: senders use none of them", mta_sts.records.size()));
  for (const records::mta_sts::Record& record : mta_sts.records)
    if (!(record.source == second.source)) finding.note("beside it: " + record.source.text);
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
