#include <fmt/format.h>

#include <algorithm>

#include "rules/across/helpers/services.h"
#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"
#include "rules/spf_terms.h"

namespace mailauth::rules::dkim_stale_provider_key {

namespace {

using facts::Service;

// A service with mailboxes shows in the MX and in SPF, too. Of a mere sender the key is often the only sign.
bool shows_elsewhere(const Service& service, const Facts& facts) {
  return service.kind != Service::Kind::mailbox || is_expected(service, facts) || is_permitted(service, facts.spf) ||
         std::any_of(facts.mx.hosts.begin(), facts.mx.hosts.end(),
                     [&](const dns::Mx& mx) { return receives_at(service, mx.exchange); });
}

bool can_tell(const Facts& facts) {
  return facts.mx.answer->found() && !facts.mx.null_mx && !may_be_hidden(facts) &&
         facts.spf.standing == facts::SpfStanding::usable && is_fully_known(facts.spf);
}

bool has_live_key(const facts::DkimSelector& selector) {
  return std::any_of(selector.keys.begin(), selector.keys.end(), records::dkim::is_usable);
}

void check(const Facts& facts, Findings& findings) {
  if (!can_tell(facts)) return;
  for (const facts::DkimSelector& selector : facts.dkim.selectors) {
    if (selector.service == nullptr || is_given(selector) || !has_live_key(selector)) continue;
    if (shows_elsewhere(*selector.service, facts)) continue;
    findings.add(selector.name, dns::Type::cname)
        .says(fmt::format("{} can still sign mail of {}, but nothing else shows that it is used",
                          selector.service->name, facts.domain().text()))
        .with(Certainty::likely)
        .note(fmt::format("neither MX nor SPF leads to it: if it is no longer used, remove {}", selector.name.text()));
  }
}

}  // namespace

extern const Rule rule{
    .id = "dkim-stale-provider-key",
    .severity = Severity::warning,
    .title = "A DKIM key of a mail service that does not seem to be used is still published",
    .reference = "RFC 6376 8.7, RFC 5863 3.4",
    .why = "Mail that a service signs with this key passes DKIM and DMARC in the name of the domain. After moving to "
           "another service the old account may be closed or in other hands, and nobody watches what it signs.",
    .bad = R"(@ MX  1 smtp.google.com.
@ TXT "v=spf1 include:_spf.google.com -all"
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
google._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
fm1._domainkey CNAME fm1.example.com.dkim.fmhosted.com.
fm2._domainkey CNAME fm2.example.com.dkim.fmhosted.com.
fm3._domainkey CNAME fm3.example.com.dkim.fmhosted.com.
*.dkim.fmhosted.com. TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
_spf.google.com. TXT "v=spf1 ip4:198.51.100.0/24 ~all"
smtp.google.com. A 198.51.100.1)",
    .good = R"(@ MX  1 smtp.google.com.
@ TXT "v=spf1 include:_spf.google.com -all"
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
google._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
_spf.google.com. TXT "v=spf1 ip4:198.51.100.0/24 ~all"
smtp.google.com. A 198.51.100.1)",
    .check = check};

}  // namespace mailauth::rules::dkim_stale_provider_key
