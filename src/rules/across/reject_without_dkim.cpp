#include <fmt/format.h>

#include "rules/authentication.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::across_reject_without_dkim {

namespace {

bool applies(const Facts& facts, DkimStrength dkim) {
  const auto in_force = policy_in_force(facts);
  return in_force && in_force->policy == records::dmarc::Policy::reject && !facts::is_parked(facts) &&
         !nothing_authenticates(facts) && (dkim == DkimStrength::none || dkim == DkimStrength::selectors_unknown);
}

void check(const Facts& facts, Findings& findings) {
  const DkimStrength dkim = dkim_strength(facts);
  if (!applies(facts, dkim)) return;
  const PolicyInForce in_force = *policy_in_force(facts);
  Finding& finding = findings.add(in_force.record().source, in_force.place(), "too early while there is no DKIM key");
  finding.means(
      "Only SPF can pass, and SPF fails when mail is forwarded or goes through a mailing list: that mail is refused.");
  if (has_no_selector(facts)) {  // dkim-none-at-all says how to get a key
    finding.says("p=reject relies on SPF alone: there is no DKIM key");
    return;
  }
  if (dkim == DkimStrength::none) {
    finding.says("p=reject relies on SPF alone: there is no usable DKIM key");
    return;
  }
  finding.says("p=reject may rely on SPF alone: no DKIM key was found");
  finding.note(fmt::format("{} well-known selectors were tried", facts.dkim.probed));
  doubt_for_want_of_selectors(finding);
}

}  // namespace

extern const Rule rule{
    .id = "x-reject-without-dkim",
    .severity = Severity::error,
    .title = "p=reject without DKIM: forwarded mail is lost",
    .reference = "RFC 9989 7.4, RFC 9989 8",
    .why = "SPF looks at the server that delivers, and whoever forwards mail is another server. Only a DKIM signature "
           "survives that. A domain that asks for reject must therefore sign its mail and not rely on SPF alone.",
    .bad = R"(@      MX  10 mail
@      TXT "v=spf1 ip4:192.0.2.1 -all"
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
mail   A   192.0.2.1)",
    .good = R"(@      MX  10 mail
@      TXT "v=spf1 ip4:192.0.2.1 -all"
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
mail   A   192.0.2.1
s1._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"(")",
    .rungs = Rung::policy_hits_own_mail | Rung::no_key | Rung::only_spf_passes | Rung::lacks_of_a_sender,
    .check = check};

}  // namespace mailauth::rules::across_reject_without_dkim
