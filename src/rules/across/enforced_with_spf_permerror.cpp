#include <fmt/format.h>

#include "rules/authentication.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::across_enforced_with_spf_permerror {

namespace {

// The SPF record itself is reported by the rules on SPF, as an error. Mail that is signed with DKIM still passes, so
// this is a warning; without a key x-nothing-authenticates speaks.
void check(const Facts& facts, Findings& findings) {
  const auto in_force = policy_in_force(facts);
  if (!in_force || in_force->policy == records::dmarc::Policy::none) return;
  if (spf_strength(facts) != SpfStrength::broken || dkim_strength(facts) != DkimStrength::usable) return;
  findings.add(in_force->record().source, in_force->place(), "in force while SPF is broken")
      .says(fmt::format("SPF is broken under p={}: only DKIM carries the mail of {}", to_string(in_force->policy),
                        facts.domain().text()))
      .means("Mail that is not signed, or whose signature breaks on the way, is treated as forged.");
}

}  // namespace

extern const Rule rule{
    .id = "x-enforced-with-spf-permerror",
    .severity = Severity::warning,
    .title = "A DMARC policy is in force while SPF is broken",
    .reference = "RFC 9989 5.1.6, RFC 7208 8.7",
    .why = "DMARC needs one of two: SPF or DKIM. Receivers use nothing of an SPF record that is broken, so every "
           "message depends on its signature alone. Signatures break, for instance at mailing lists, and some mail "
           "of a domain is often not signed at all.",
    .bad = R"(@             TXT "v=spf1 ipv4:192.0.2.1 -all"
_dmarc        TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
s1._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"(")",
    .good = R"(@             TXT "v=spf1 ip4:192.0.2.1 -all"
_dmarc        TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
s1._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"(")",
    .rungs = Rung::only_dkim_passes,
    .check = check};

}  // namespace mailauth::rules::across_enforced_with_spf_permerror
