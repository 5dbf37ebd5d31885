#include <fmt/format.h>

#include "rules/across/helpers/services.h"
#include "rules/rule.h"
#include "rules/samples.h"
#include "rules/spf/helpers/subjects.h"

namespace mailauth::rules::across_provider_leftover {

namespace {

using facts::Service;

// The term of the domain's own record that permits the service.
const records::spf::Term* include_of(const Service& service, const facts::SpfNode& spf) {
  for (const facts::SpfEdge& edge : spf.edges)
    if (edge.target && term_of(spf, edge).kind == records::spf::Kind::include &&
        facts::service_of_include(*edge.target) == &service)
      return &term_of(spf, edge);
  return nullptr;
}

void check(const Facts& facts, Findings& findings) {
  if (facts.spf.record() == nullptr || !can_tell_keys(facts) || !facts.mx.answer->found()) return;
  for (const facts::RecognisedService& recognised : facts.services) {
    const Service& service = *recognised.service;
    if (is_used(recognised) || is_expected(service, facts) || !has_fixed_selectors(service) ||
        !has_no_key(service, facts))
      continue;
    const records::spf::Term* include = include_of(service, facts.spf);
    if (include == nullptr || (service.kind == Service::Kind::mailbox && may_be_hidden(facts))) continue;
    findings.add(facts.spf.record()->source, include->span, "remove this, if it is not used")
        .says(
            fmt::format("SPF permits {}, but nothing else shows that {} uses it", service.name, facts.domain().text()))
        .with(Certainty::likely)
        .note(fmt::format("no MX of it, and no DKIM key at: {}", fmt::join(service.selectors, ", ")));
  }
}

}  // namespace

extern const Rule rule{
    .id = "x-provider-leftover",
    .severity = Severity::warning,
    .title = "SPF permits a mail service that does not seem to be used",
    .reference = "RFC 9989 7.1",
    .why = "Whoever has an account at a service that SPF permits can often send mail that passes SPF for the domain. "
           "A service that is no longer used is a door that nobody watches, and costs lookups.",
    .bad = R"(@ MX  1 smtp.google.com.
@ TXT "v=spf1 include:_spf.google.com include:_spf.mlsend.com -all"
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
google._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
_spf.google.com. TXT "v=spf1 ip4:198.51.100.0/24 ~all"
_spf.mlsend.com. TXT "v=spf1 ip4:192.0.2.0/24 ~all"
smtp.google.com. A 198.51.100.1)",
    .good = R"(@ MX  1 smtp.google.com.
@ TXT "v=spf1 include:_spf.google.com -all"
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
google._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
_spf.google.com. TXT "v=spf1 ip4:198.51.100.0/24 ~all"
_spf.mlsend.com. TXT "v=spf1 ip4:192.0.2.0/24 ~all"
smtp.google.com. A 198.51.100.1)",
    .rungs = Rung::too_many_permitted,
    .check = check};

}  // namespace mailauth::rules::across_provider_leftover
