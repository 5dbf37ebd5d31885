#include <fmt/format.h>

#include "diagnosis/pasted.h"
#include "records/kind.h"
#include "rules/dns/helpers/policy_texts.h"
#include "rules/rule.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::rules::dns_txt_cname_target {

namespace {

// The CNAME that was meant. Nothing else may stand at its name (RFC 1034 3.6.2), so all TXT there must go.
void offer_cname(const Source& source, const Facts& facts, Finding& finding) {
  const auto target = dns::Name::parse(text::trim(source.text));
  const auto place = records::place_of(finding.name.text());
  const bool at_selector = place && place->kind == records::RecordKind::dkim && !place->in_front.empty();
  if (!at_selector || !target || facts::service_of_dkim_target(*target) == nullptr) return;
  finding.publish(finding.name, dns::Type::cname, *target);
  finding.fix->replaces = {source};
  finding.fix->effect = Effect::activates;
  finding.fix->warning = fmt::format("mail of {} can be signed as {} once the key behind it is there",
                                     facts::service_of_dkim_target(*target)->name, facts.domain().text());
}

void check(const Facts& facts, Findings& findings) {
  for (const diagnosis::NotARecord& wrong : not_records(facts)) {
    if (wrong.pasted != diagnosis::Pasted::cname_target) continue;
    Finding& finding = findings.add(wrong.source, wrong.excess, "publish this as a CNAME record, not as TXT");
    finding.says(fmt::format("the value of the TXT is the host name {}: the record should be a CNAME",
                             text::quote(wrong.source.text)));
    offer_cname(wrong.source, facts, finding);
  }
}

}  // namespace

extern const Rule rule{
    .id = "dns-txt-cname-target",
    .severity = Severity::error,
    .title = "The target of a CNAME was published as the text of a TXT record",
    .reference = "RFC 1034 3.6.2, RFC 6376 3.6.2.1",
    .why = "The mail service wants an alias (CNAME) that leads to its record, and it was created with the type TXT. "
           "Receivers read the host name as the policy or key itself and can do nothing with it.",
    .bad = R"(;! --selector s1
@ TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject"
s1._domainkey TXT "s1.domainkey.u1234.wl.sendgrid.net"
)",
    .good = R"(@ TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject"
s1._domainkey CNAME s1.domainkey.u1234.wl.sendgrid.net.
s1.domainkey.u1234.wl.sendgrid.net. TXT "v=DKIM1; p="
)",
    .check = check};

}  // namespace mailauth::rules::dns_txt_cname_target
