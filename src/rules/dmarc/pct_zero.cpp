#include <fmt/format.h>

#include "rules/dmarc/helpers/tags.h"

namespace mailauth::rules::dmarc_pct_zero {

namespace {

namespace dmarc = records::dmarc;

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_in_force(facts)) {
    const dmarc::Record& record = *subject.record;
    if (record.pct != 0U) continue;
    const auto policy = subject.own ? dmarc::effective_policy(record) : dmarc::effective_subdomain_policy(record);
    if (!policy || *policy == dmarc::Policy::none) continue;
    add(findings, subject, record.find("pct")->span, "leave this out; for a test write p=none")
        .says(fmt::format("pct=0 does not mean a test any more: newer receivers apply {} to all failing mail",
                          to_string(*policy)));
  }
}

}  // namespace

extern const Rule rule{.id = "dmarc-pct-zero",
                       .severity = Severity::warning,
                       .title = "pct=0 is meant as a test, but newer receivers enforce the policy in full",
                       .reference = "RFC 9989 A.6",
                       .why = "Older receivers apply the next weaker policy to all mail when they see pct=0. "
                              "Newer ones do not know the tag and enforce the policy, so mail of a domain "
                              "that believes to be testing is refused or put into the spam folder.",
                       .bad = R"(_dmarc TXT "v=DMARC1; p=quarantine; pct=0; rua=mailto:dmarc@example.com")",
                       .good = R"(_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com")",
                       .rungs = Rung::weak_policy,
                       .check = check};

}  // namespace mailauth::rules::dmarc_pct_zero
