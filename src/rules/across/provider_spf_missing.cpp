#include <fmt/format.h>

#include <algorithm>

#include "rules/across/helpers/services.h"
#include "rules/rule.h"
#include "rules/samples.h"
#include "rules/spf_terms.h"

namespace mailauth::rules::across_provider_spf_missing {

namespace {

using facts::Service;
using facts::SpfNode;

bool receives_and_sends(const facts::RecognisedService& recognised) {
  return recognised.service->kind == Service::Kind::mailbox &&
         recognised.service->spf_scope == Service::SpfScope::apex && !recognised.service->includes.empty() &&
         std::find(recognised.signs.begin(), recognised.signs.end(), facts::Sign::mx) != recognised.signs.end();
}

// Its servers may be listed by address, without their name.
bool lists_addresses(const SpfNode& spf) {
  bool found = false;
  facts::for_each_node(spf, [&](const SpfNode& node, const facts::SpfEdge*) {
    for (const records::spf::Record& record : node.records)
      found =
          found || record.first(records::spf::Kind::ip4) != nullptr || record.first(records::spf::Kind::ip6) != nullptr;
  });
  return found;
}

void report(const Service& service, const Facts& facts, Findings& findings) {
  const records::spf::Record& record = *facts.spf.record();
  const std::string& include = service.includes.front();
  Finding& finding =
      findings.add(record.source, place_for_include(record), fmt::format("write include:{} here", include));
  finding
      .says(fmt::format("{} handles the mail of {}, but SPF does not permit it to send", service.name,
                        facts.domain().text()))
      .means("Mail that people send from their mailboxes fails SPF.");
  if (lists_addresses(facts.spf)) finding.with(Certainty::likely);
  if (facts::permits_nobody(facts.spf))
    finding.with(Severity::warning).with(Certainty::likely).note("If nobody sends mail from there, leave it as it is");
  offer_include(record, include, finding);
}

// Of expected services x-expected-service-missing speaks.
void check(const Facts& facts, Findings& findings) {
  const bool can_tell = facts.spf.standing == facts::SpfStanding::usable && is_fully_known(facts.spf);
  if (!can_tell || facts::permits_everybody(facts.spf)) return;
  for (const facts::RecognisedService& recognised : facts.services)
    if (receives_and_sends(recognised) && !is_expected(*recognised.service, facts) &&
        !is_permitted(*recognised.service, facts.spf))
      report(*recognised.service, facts, findings);
}

}  // namespace

extern const Rule rule{
    .id = "x-provider-spf-missing",
    .severity = Severity::error,
    .title = "SPF does not permit the service that handles the domain's mail",
    .reference = "RFC 7208 4.6",
    .why = "The MX records show where the mailboxes are, and people send from their mailboxes. When SPF does not name "
           "that service, their mail fails SPF: it lands in spam folders, or is refused.",
    .bad = R"(@ MX  1 smtp.google.com.
@ TXT "v=spf1 mx -all"
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
google._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
_spf.google.com. TXT "v=spf1 ip4:198.51.100.0/24 ~all"
smtp.google.com. A 198.51.100.1)",
    .good = R"(@ MX  1 smtp.google.com.
@ TXT "v=spf1 include:_spf.google.com -all"
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
google._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
_spf.google.com. TXT "v=spf1 ip4:198.51.100.0/24 ~all"
smtp.google.com. A 198.51.100.1)",
    .check = check};

}  // namespace mailauth::rules::across_provider_spf_missing
