#include <fmt/format.h>

#include "rules/authentication.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::across_nothing_authenticates {

namespace {

std::string_view describe(SpfStrength spf) {
  switch (spf) {
    case SpfStrength::nobody: return "SPF permits nobody";
    case SpfStrength::none: return "there is no SPF record";
    case SpfStrength::broken: return "SPF is broken";
    case SpfStrength::unaligned: return "SPF cannot align";
    case SpfStrength::permits:
    case SpfStrength::unknown: break;
  }
  return "";
}

void check(const Facts& facts, Findings& findings) {
  if (!nothing_authenticates(facts)) return;
  const PolicyInForce in_force = *policy_in_force(facts);
  const std::string_view spf = describe(spf_strength(facts));
  const bool no_key = dkim_strength(facts) == DkimStrength::none;
  Finding& finding =
      findings.add(in_force.record().source, in_force.place(), "write none here until SPF or DKIM works");
  finding.means(fmt::format("Receivers are asked to {} all mail of {}, the real as well as the forged.",
                            to_string(in_force.policy), facts.domain().text()));
  if (no_key) {
    finding.says(fmt::format("{}, and there is no DKIM key: no mail can pass DMARC", spf));
  } else {
    finding.says(fmt::format("{}, and no DKIM key was found: perhaps no mail can pass DMARC", spf));
    doubt_for_want_of_selectors(finding);
  }
  // Whoever says "v=spf1 -all" may well mean it: a domain that only receives.
  if (spf_strength(facts) == SpfStrength::nobody) {
    finding.with(Severity::warning).with(Certainty::likely);
    finding.note("This is as it should be if nobody sends mail as the domain");
  }
}

}  // namespace

extern const Rule rule{
    .id = "x-nothing-authenticates",
    .severity = Severity::error,
    .security = Security::nothing_stops_forgery,
    .title = "The DMARC policy refuses the domain's own mail: neither SPF nor DKIM can pass",
    .reference = "RFC 9989 5.1.6",
    .why = "DMARC passes when SPF or DKIM passes for the domain. Where neither can, a policy of quarantine or reject "
           "turns against the domain itself: all of its mail goes to the spam folder or is refused.",
    .bad = R"(@      MX  10 mail
@      TXT "v=spf1 ipv4:192.0.2.1 -all"
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
mail   A   192.0.2.1)",
    .good = R"(@      MX  10 mail
@      TXT "v=spf1 ip4:192.0.2.1 -all"
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
mail   A   192.0.2.1
s1._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"(")",
    .rungs = Rung::no_policy_in_force | Rung::policy_hits_own_mail | Rung::no_key | Rung::nothing_passes,
    .wish = Wish::policy_none,
    .check = check};

}  // namespace mailauth::rules::across_nothing_authenticates
