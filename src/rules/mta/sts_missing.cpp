#include "rules/rule.h"

namespace mailauth::rules::mta_sts_missing {

namespace {

void check(const Facts& facts, Findings& findings) {
  const facts::MtaStsFacts& mta_sts = facts.mta_sts;
  const bool known = mta_sts.answer != nullptr && (mta_sts.answer->absent() || mta_sts.answer->found());
  if (!known || mta_sts.answer->question.name.is_root() || !mta_sts.records.empty() || !mta_sts.meant.empty()) return;
  if (!facts.mx.has_hosts()) return;
  findings.add(mta_sts.answer->question.name, dns::Type::txt)
      .says("no MTA-STS tells senders to insist on TLS for mail to the domain");
}

}  // namespace

extern const Rule rule{
    .id = "mta-sts-missing",
    .severity = Severity::info,
    .title = "The domain has no MTA-STS",
    .reference = "RFC 8461 3",
    .why = "Servers that send mail use TLS when it is offered, and go on without it when it is not: whoever stands in "
           "between can take the offer away and read. MTA-STS tells senders which mail hosts are the right ones, and "
           "to deliver over verified TLS only. A subdomain that receives mail needs its own.",
    .bad = R"(@ MX 10 mail
mail A 192.0.2.1
)",
    .good = R"(@ MX 10 mail
mail A 192.0.2.1
_mta-sts TXT "v=STSv1; id=20260101"
mta-sts A 192.0.2.2
)",
    .check = check};

}  // namespace mailauth::rules::mta_sts_missing
