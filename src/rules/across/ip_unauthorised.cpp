#include <fmt/format.h>

#include "rules/across/helpers/sender.h"
#include "rules/rule.h"
#include "rules/spf_terms.h"

namespace mailauth::rules::across_ip_unauthorised {

namespace {

using facts::Service;
using facts::SpfResult;

// Its include lets its servers send in the name of whoever publishes it at this domain.
bool include_helps(const Service& service, const facts::SpfNode& spf) {
  const std::string& include = service.includes.front();
  const auto target = dns::Name::parse(include);
  return service.spf_scope != Service::SpfScope::none && !include.starts_with('.') && target &&
         !facts::includes(spf, *target);
}

// It sends with a MAIL FROM that is not the domain's, so that nobody looks at this record.
bool has_own_mail_from(const Service& service, const Facts& facts) {
  const bool apex_fits =
      service.spf_scope == Service::SpfScope::apex || service.spf_scope == Service::SpfScope::gateway;
  return !apex_fits && !facts.request.mail_from;
}

std::string term_for(const text::Ip& ip, const Service* service, const facts::SpfNode& spf) {
  if (service != nullptr && include_helps(*service, spf)) return "include:" + service->includes.front();
  return fmt::format("{}:{}", ip.family == text::Ip::Family::v4 ? "ip4" : "ip6", text::to_string(ip));
}

Finding& add(const Service* service, const Facts& facts, Findings& findings) {
  const facts::SenderFacts& sender = *facts.sender;
  const facts::SpfNode* spf = evaluated_spf(facts);
  if (spf == nullptr) {
    const dns::Name& asked = facts.request.mail_from ? *facts.request.mail_from : facts.domain();
    return findings.add(dns::Name::parse(sender.client.domain).value_or(asked), dns::Type::txt);
  }
  const records::spf::Record& record = *spf->record();
  const Span place = place_before_decision(record, sender.spf);
  if (service != nullptr && has_own_mail_from(*service, facts))
    return findings.add(record.source, place, "this decides").with(Certainty::likely);
  const std::string term = term_for(sender.client.ip, service, *spf);
  Finding& finding = findings.add(record.source, place, fmt::format("write {} here", term));
  offer_term(record, place, term, finding);
  return finding;
}

// dns-lookup-failed names the answers that a temperror waits for.
bool may_permit(SpfResult result) { return result == SpfResult::pass || result == SpfResult::temperror; }

void check(const Facts& facts, Findings& findings) {
  if (!facts.sender || may_permit(facts.sender->spf.result)) return;
  const facts::SenderFacts& sender = *facts.sender;
  const Service* service = service_of_sender(sender);
  Finding& finding = add(service, facts, findings);
  finding.says(spf_verdict(sender))
      .means("Receivers do not take mail from this address for the domain's by SPF: only DKIM can make it pass DMARC.");
  if (const std::string walk = spf_walk(sender.spf); !walk.empty()) finding.note("evaluated in turn: " + walk);
  if (service == nullptr) return;
  finding.note(fmt::format("by its name the address belongs to {}", service->name));
  if (has_own_mail_from(*service, facts))
    finding.note(fmt::format("{} sends with a MAIL FROM domain of its own, and SPF is checked there: name it with "
                             "--mail-from",
                             service->name));
}

}  // namespace

extern const Rule rule{
    .id = "x-ip-unauthorised",
    .severity = Severity::error,
    .title = "SPF does not permit the address that sends",
    .reference = "RFC 7208 4",
    .why = "The address given with --ip sends mail with a MAIL FROM of the domain, and receivers that evaluate SPF for "
           "it do not get a pass. Such mail may be refused or marked as spam, and without DKIM it fails DMARC.",
    .bad = ";! --ip 192.0.2.1\n"
           "@    TXT \"v=spf1 ip4:192.0.2.16/28 -all\"\n"
           "mail A   192.0.2.1\n"
           "1.2.0.192.in-addr.arpa. PTR mail",
    .good = ";! --ip 192.0.2.1\n"
            "@    TXT \"v=spf1 ip4:192.0.2.16/28 ip4:192.0.2.1 -all\"\n"
            "mail A   192.0.2.1\n"
            "1.2.0.192.in-addr.arpa. PTR mail",
    .check = check};

}  // namespace mailauth::rules::across_ip_unauthorised
