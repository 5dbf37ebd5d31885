#include <fmt/format.h>

#include <algorithm>

#include "facts/service_records.h"
#include "records/kind.h"
#include "rules/across/helpers/services.h"
#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_provider_set_incomplete {

namespace {

using facts::Service;
using facts::ServiceRecord;

std::string selector_of(const ServiceRecord& record) { return std::string(records::place_of(record.name)->in_front); }

const facts::DkimSelector* find(const ServiceRecord& record, const Facts& facts) {
  const auto at = std::find_if(facts.dkim.selectors.begin(), facts.dkim.selectors.end(),
                               [&](const facts::DkimSelector& each) { return each.selector == selector_of(record); });
  return at == facts.dkim.selectors.end() ? nullptr : &*at;
}

bool is_asked(const ServiceRecord& record, const Facts& facts) {
  const auto known = facts::known_selectors();
  return find(record, facts) != nullptr || std::find(known.begin(), known.end(), selector_of(record)) != known.end();
}

// A selector that was asked for and is not listed does not exist. Of one that was given dkim-key-missing speaks.
bool is_missing(const ServiceRecord& record, const Facts& facts) {
  return is_asked(record, facts) && find(record, facts) == nullptr;
}

bool leads_to(const Service& service, const ServiceRecord& record, const Facts& facts) {
  const facts::DkimSelector* selector = find(record, facts);
  return selector != nullptr && is_published(*selector) && selector->service == &service;
}

// Where the account has a part in the target, one of a pair may well rest until the other is replaced: Microsoft 365.
std::vector<const ServiceRecord*> needed_by(const Service& service) {
  auto records = facts::fixed_dkim_aliases(service);
  std::erase_if(records, [](const ServiceRecord* record) { return facts::depends_on_account(*record); });
  return records;
}

void report(const Service& service, const ServiceRecord& record, std::size_t wanted, const Facts& facts,
            Findings& findings) {
  const auto here = facts::record_for(record, facts.domain());
  if (!here) return;
  findings.add(here->owner, dns::Type::cname)
      .says(fmt::format("{} uses {} DKIM CNAMEs, but {} is missing", service.name, wanted, here->owner.text()))
      .publish(here->owner, dns::Type::cname, here->data);
}

void check_service(const Service& service, const Facts& facts, Findings& findings) {
  const auto records = needed_by(service);
  const bool is_used = std::any_of(records.begin(), records.end(),
                                   [&](const ServiceRecord* record) { return leads_to(service, *record, facts); });
  if (!is_used) return;
  for (const ServiceRecord* record : records)
    if (is_missing(*record, facts)) report(service, *record, records.size(), facts, findings);
}

// Of expected services x-expected-service-missing speaks.
void check(const Facts& facts, Findings& findings) {
  if (!can_tell_keys(facts)) return;
  for (const facts::RecognisedService& recognised : facts.services)
    if (!is_expected(*recognised.service, facts)) check_service(*recognised.service, facts, findings);
}

}  // namespace

extern const Rule rule{
    .id = "dkim-provider-set-incomplete",
    .severity = Severity::error,
    .title = "Some of the DKIM CNAMEs of a mail service are missing",
    .reference = "RFC 6376 3.1",
    .why = "A service asks for several CNAMEs so that it can change keys without asking again: it signs with one today "
           "and with another one tomorrow. Then the mail counts as unsigned, and nobody has changed anything. Some "
           "services do not sign at all before all of them are there.",
    .bad = SAMPLE_SPF_AND_DMARC R"(
fm1._domainkey CNAME fm1.example.com.dkim.fmhosted.com.
fm2._domainkey CNAME fm2.example.com.dkim.fmhosted.com.
*.dkim.fmhosted.com. TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"(")",
    .good = SAMPLE_SPF_AND_DMARC R"(
fm1._domainkey CNAME fm1.example.com.dkim.fmhosted.com.
fm2._domainkey CNAME fm2.example.com.dkim.fmhosted.com.
fm3._domainkey CNAME fm3.example.com.dkim.fmhosted.com.
*.dkim.fmhosted.com. TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"(")",
    .check = check};

}  // namespace mailauth::rules::dkim_provider_set_incomplete
