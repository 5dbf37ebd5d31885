#include <fmt/format.h>

#include "rules/rule.h"

namespace mailauth::rules::dns_domain_nxdomain {

namespace {

void check(const Facts& facts, Findings& findings) {
  if (facts.domain_exists) return;
  findings.add(facts.domain(), dns::Type::txt)
      .says(fmt::format("{} does not exist: the DNS knows no such domain", facts.domain().text()))
      .note(fmt::format("asked: {} TXT, answer: {}", facts.domain().text(), describe(facts.txt->outcome)))
      .note("check the spelling; if the domain was yours, renew or delegate it");
}

}  // namespace

extern const Rule rule{
    .id = "dns-domain-nxdomain",
    .severity = Severity::error,
    .title = "The domain does not exist",
    .reference = "RFC 7208 4.3, RFC 8020 2",
    .why =
        "Where the domain does not exist nothing below it does: no SPF, no DKIM key, no DMARC policy, no mailbox. Mail "
        "that names this domain as its sender is refused by many receivers.",
    .bad = R"(;! nxdomain
)",
    .good = R"(@ TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject"
)",
    .check = check};

}  // namespace mailauth::rules::dns_domain_nxdomain
