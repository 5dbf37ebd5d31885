#include <fmt/format.h>

#include "rules/across/helpers/services.h"
#include "rules/authentication.h"
#include "rules/dkim/helpers/advice.h"
#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::across_provider_dkim_missing {

namespace {

using facts::Service;

// Not when there is no key of anybody: dkim-none-at-all says that. Of expected services x-expected-service-missing
// speaks.
bool can_tell(const Facts& facts) { return can_tell_keys(facts) && !has_no_selector(facts); }

void check(const Facts& facts, Findings& findings) {
  if (!can_tell(facts)) return;
  for (const facts::RecognisedService& recognised : facts.services) {
    const facts::Service& service = *recognised.service;
    if (!is_used(recognised) || is_expected(service, facts) || !has_fixed_selectors(service) ||
        !has_no_key(service, facts))
      continue;
    findings.add(facts.dkim.domainkey->question.name, facts.dkim.domainkey->question.type)
        .says(fmt::format("{} handles mail of {}, but has no DKIM key here", service.name, facts.domain().text()))
        .means("It signs as itself or not at all, and that does not count for DMARC: such mail depends on SPF alone.")
        .with(Certainty::likely)
        .note(fmt::format("no key at: {}", fmt::join(service.selectors, ", ")))
        .note(advice_on_new_keys(service));
  }
}

}  // namespace

extern const Rule rule{
    .id = "x-provider-dkim-missing",
    .severity = Severity::warning,
    .title = "A mail service of the domain has no DKIM key there",
    .reference = "RFC 9989 4.4.1",
    .why = "A mail service can sign in the domain's name only after its key has been published below _domainkey. Until "
           "then it signs with a domain of its own, which DMARC does not count: when SPF breaks, as it does for "
           "forwarded mail, nothing is left.",
    .bad = R"(@ MX  1 smtp.google.com.
@ TXT "v=spf1 include:_spf.google.com -all"
_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
s1._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
_spf.google.com. TXT "v=spf1 ip4:198.51.100.0/24 ~all"
smtp.google.com. A 198.51.100.1)",
    .good = R"(@ MX  1 smtp.google.com.
@ TXT "v=spf1 include:_spf.google.com -all"
_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
google._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
_spf.google.com. TXT "v=spf1 ip4:198.51.100.0/24 ~all"
smtp.google.com. A 198.51.100.1)",
    .rungs = Rung::no_key,
    .check = check};

}  // namespace mailauth::rules::across_provider_dkim_missing
