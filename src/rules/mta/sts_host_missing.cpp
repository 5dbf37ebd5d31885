#include <fmt/format.h>

#include "rules/rule.h"

namespace mailauth::rules::mta_sts_host_missing {

namespace {

void check(const Facts& facts, Findings& findings) {
  const facts::MtaStsFacts& mta_sts = facts.mta_sts;
  if (mta_sts.host_a == nullptr || !mta_sts.host_a->absent() || !mta_sts.host_aaaa->absent()) return;
  findings.add(mta_sts.host_a->question.name, dns::Type::a)
      .says(fmt::format("{} has no address, so no sender can fetch the policy", mta_sts.host_a->question.name.text()))
      .note("asked of it: https://" + mta_sts.host_a->question.name.text() + "/.well-known/mta-sts.txt");
}

}  // namespace

extern const Rule rule{
    .id = "mta-sts-host-missing",
    .severity = Severity::error,
    .title = "The host that serves the MTA-STS policy does not exist",
    .reference = "RFC 8461 3.3",
    .why =
        "The record says that there is a policy, and senders fetch it from mta-sts and the domain over HTTPS. Without "
        "it they go on as if there was no MTA-STS.",
    .bad = R"(@ MX 10 mail
mail A 192.0.2.1
_mta-sts TXT "v=STSv1; id=20260101"
)",
    .good = R"(@ MX 10 mail
mail A 192.0.2.1
_mta-sts TXT "v=STSv1; id=20260101"
mta-sts A 192.0.2.2
)",
    .check = check};

}  // namespace mailauth::rules::mta_sts_host_missing
