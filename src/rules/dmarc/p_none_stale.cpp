#include <fmt/format.h>

#include "rules/dmarc/helpers/policy_value.h"
#include "rules/past.h"

namespace mailauth::rules::dmarc_p_none_stale {

namespace {

namespace dmarc = records::dmarc;

void check(const Facts& facts, Findings& findings) {
  const std::optional<facts::Past>& past = facts.request.past;
  if (!past || !past->policy || past->policy->policy != dmarc::Policy::none) return;
  if (facts.dmarc.discovery.unknown() || !is_stale(past->policy->since, *past)) return;
  for (const DmarcSubject& subject : dmarc_in_force(facts)) {
    const records::Tag* tag = tag_of_no_policy(subject);
    if (tag == nullptr || subject.record != facts.dmarc.discovery.tree_walk.record)
      continue;  // the past is of that one
    add(findings, subject, tag->value, "write quarantine here")
        .says(fmt::format("the policy for {} has been none {}", facts.domain().text(),
                          since_when(past->policy->since, *past)))
        .note(sightings(past->policy->since, *past));
  }
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-p-none-stale",
    .severity = Severity::warning,
    .title = "The policy has been p=none for more than 180 days",
    .reference = "RFC 9989 7.4",
    .why = "p=none is for the weeks in which reports are read and senders are set up. After half a year nothing new is "
           "in the reports, and forged mail is still delivered as usual. Give the senders that still fail their DKIM "
           "key or their place in SPF, then go to p=quarantine. Only a history of sweeps knows how long it has been.",
    .bad = R"(;! --past 2026-05-01 none
_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com")",
    .good = R"(;! --past 2026-10-01 none
_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com")",
    .rungs = Rung::weak_policy,
    .check = check};

}  // namespace mailauth::rules::dmarc_p_none_stale
