#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "mailauth/rules/rule.h"
#include "rules/authentication.h"
#include "rules/dkim_help.h"
#include "rules/samples.h"

namespace mailauth::rules {

namespace {

using facts::Service;

// A bare SPF include may be a leftover.
bool is_used(const facts::RecognisedService& recognised) {
  return std::any_of(recognised.signs.begin(), recognised.signs.end(),
                     [](facts::Sign sign) { return sign != facts::Sign::spf_include; });
}

// Mailbox services sign with the same selectors for nearly everybody. Of the others only those do whose records are the
// same for all customers; the rest makes up a selector, or signs below the domain.
bool has_fixed_selectors(const Service& service) {
  if (service.selectors.empty()) return false;
  return service.kind == Service::Kind::mailbox ||
         (service.kind == Service::Kind::sender && !service.dkim_from_console);
}

bool contains(std::span<const std::string> names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Was every selector asked for under which its key would be, and is nothing there, nor a CNAME to it under another
// name? What was asked for and is not among the selectors does not exist.
bool has_no_key(const Service& service, const Facts& facts) {
  const bool all_asked = std::all_of(service.selectors.begin(), service.selectors.end(), [&](const std::string& name) {
    return contains(facts::known_selectors(), name) || contains(facts.request.selectors, name);
  });
  const auto may_be_its = [&](const facts::DkimSelector& selector) {
    const bool may_exist = is_published(selector) || !selector.answer->absent();
    return selector.service == &service || (may_exist && contains(service.selectors, selector.selector));
  };
  return all_asked && std::none_of(facts.dkim.selectors.begin(), facts.dkim.selectors.end(), may_be_its);
}

// Not when a wildcard answers for every name, nor when there is no key of anybody: dkim-none-at-all says that.
bool can_tell(const Facts& facts) {
  return facts.dkim.wildcard != nullptr && facts.dkim.wildcard->absent() && !has_no_selector(facts);
}

void check(const Facts& facts, Findings& findings) {
  if (!can_tell(facts)) return;
  for (const facts::RecognisedService& recognised : facts.services) {
    const facts::Service& service = *recognised.service;
    if (!is_used(recognised) || !has_fixed_selectors(service) || !has_no_key(service, facts)) continue;
    findings.add(facts.dkim.domainkey->question.name, facts.dkim.domainkey->question.type)
        .says(fmt::format("{} handles mail of {}, but has no DKIM key here", service.name, facts.domain().text()))
        .means("It signs as itself or not at all, and that does not count for DMARC: such mail depends on SPF alone.")
        .with(Certainty::likely)
        .note(fmt::format("no key at: {}", fmt::join(service.selectors, ", ")))
        .note(advice_on_new_keys(service));
  }
}

}  // namespace

extern const Rule x_provider_dkim_missing{
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
    .check = check};

}  // namespace mailauth::rules
