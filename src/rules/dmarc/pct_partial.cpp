#include <fmt/format.h>

#include "rules/dmarc/helpers/subjects.h"

namespace mailauth::rules::dmarc_pct_partial {

namespace {

namespace dmarc = records::dmarc;

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_in_force(facts)) {
    const dmarc::Record& record = *subject.record;
    if (!record.pct || *record.pct == 0 || *record.pct >= 100) continue;
    const auto policy = subject.own ? dmarc::effective_policy(record) : dmarc::effective_subdomain_policy(record);
    if (!policy || *policy == dmarc::Policy::none) continue;
    add(findings, subject, record.find("pct")->span, "leave this out to enforce the policy everywhere")
        .says(fmt::format("older receivers apply {} to {} % of failing mail, newer ones to all of it",
                          to_string(*policy), *record.pct))
        .note(fmt::format("to enforce less for a while, write p={}: both kinds of receivers know it",
                          to_string(dmarc::one_level_lower(*policy))));
  }
}

}  // namespace

// There is no fix to offer: without pct= older receivers do more than today, with t=y newer ones do less.
extern const Rule rule{
    .id = "dmarc-pct-partial",
    .severity = Severity::warning,
    .security = Security::weaker_than_meant,
    .title = "pct= asks for the policy on a part of the mail, which newer receivers do not know",
    .reference = "RFC 7489 6.6.4, RFC 9989 A.6, C.5.2",
    .why = "pct= was removed from DMARC. Older receivers still pick a share of the failing mail, newer ones (RFC 9989) "
           "ignore "
           "the tag and apply the policy to all of it. Whoever believes to be testing on a part of the mail is not.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=quarantine; pct=25; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com")",
    .rungs = Rung::weak_policy,
    .check = check};

}  // namespace mailauth::rules::dmarc_pct_partial
