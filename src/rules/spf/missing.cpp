#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "facts/service_records.h"
#include "rules/rule.h"
#include "rules/spf/helpers/elsewhere.h"

namespace mailauth::rules::spf_missing {

namespace {

bool belongs_here(const facts::Service& service) {
  switch (service.spf_scope) {
    case facts::Service::SpfScope::apex:
    case facts::Service::SpfScope::gateway: return true;
    case facts::Service::SpfScope::mail_from:
    case facts::Service::SpfScope::none: return false;
  }
  return false;
}

std::string term_of(const facts::Service& service) {
  const std::string include(facts::include_of(service));
  return belongs_here(service) && !include.empty() ? "include:" + include : "";
}

// Somebody runs mail servers of their own when an MX belongs to no known service.
bool has_own_mail_server(const Facts& facts) {
  return std::any_of(facts.mx.hosts.begin(), facts.mx.hosts.end(), [](const dns::Mx& mx) {
    return !mx.exchange.is_root() && facts::service_of_mx(mx.exchange) == nullptr;
  });
}

// The senders that are known from other records, or expected.
std::vector<std::string> known_senders(const Facts& facts) {
  std::vector<std::string> terms;
  if (has_own_mail_server(facts)) terms.emplace_back("mx");
  std::vector<const facts::Service*> services = facts.request.expected;
  for (const facts::RecognisedService& recognised : facts.services) services.push_back(recognised.service);
  for (const facts::Service* service : services)
    if (const std::string term = term_of(*service);
        !term.empty() && std::find(terms.begin(), terms.end(), term) == terms.end())
      terms.push_back(term);
  return terms;
}

void offer_record(const Facts& facts, Finding& finding) {
  std::string record = "v=spf1";
  for (const std::string& term : known_senders(facts)) record += " " + term;
  if (record == "v=spf1") {
    finding.note("list every server and service that sends mail of the domain, and end the record with ~all");
    return;
  }
  finding.publish(facts.domain(), record + " ~all");
  finding.fix->effect = Effect::activates;
  finding.fix->warning = "mail from servers that are not listed becomes suspicious: add every other sender first";
}

void check(const Facts& facts, Findings& findings) {
  if (!facts.domain_exists || facts.spf.standing != facts::SpfStanding::none) return;
  // What was meant as SPF is reported by the rule that says what is wrong with it.
  if (!facts.spf.lookalikes.empty() || !spf_elsewhere(facts).empty() || !spf_of_type99(facts).empty()) return;
  if (!facts::uses_mail(facts)) return;
  Finding& finding = findings.add(facts.domain(), dns::Type::txt);
  finding.says(fmt::format("{} uses mail, but has no SPF record", facts.domain().text()))
      .note(fmt::format("asked: {} TXT, answer: {}", facts.domain().text(),
                        facts.txt->absent() ? std::string(describe(facts.txt->outcome)) : "other text only"));
  offer_record(facts, finding);
}

}  // namespace

extern const Rule rule{
    .id = "spf-missing",
    .severity = Severity::error,
    .security = Security::weaker_than_meant,
    .title = "The domain uses mail, but has no SPF record",
    .reference = "RFC 7208 4.5, RFC 7208 10.1.2",
    .why = "Receivers cannot tell servers that may send mail of this domain from those that may not. Large mailbox "
           "providers refuse mail, or put it into the spam folder, when a domain has no SPF.",
    .bad = R"(@ MX 10 mail
mail A 192.0.2.1
)",
    .good = R"(@ MX 10 mail
@ TXT "v=spf1 mx ~all"
mail A 192.0.2.1
)",
    .check = check};

}  // namespace mailauth::rules::spf_missing
