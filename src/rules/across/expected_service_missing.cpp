#include <fmt/format.h>

#include <algorithm>

#include "facts/service_records.h"
#include "rules/across/helpers/services.h"
#include "rules/dkim/helpers/expected_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"
#include "rules/spf_terms.h"

namespace mailauth::rules::across_expected_service_missing {

namespace {

using facts::Service;
using facts::SpfNode;
using facts::SpfStanding;

// An include elsewhere could never align: it is not asked for.
bool needs_include(const Service& service, const SpfNode& spf) {
  return sends_as_domain(service) && !facts::include_of(service).empty() && !is_permitted(service, spf);
}

std::vector<std::string> missing_includes(const Facts& facts) {
  std::vector<std::string> includes;
  for (const Service* service : facts.request.expected)
    if (needs_include(*service, facts.spf)) includes.emplace_back(facts::include_of(*service));
  return includes;
}

std::string spf_message(const Service& service, const dns::Name& name) {
  return fmt::format("{} is expected to send for {}, but SPF does not permit it", service.name, name.text());
}

// One record for all that is missing, because a name has only one.
void report_no_record(const Service& service, const Facts& facts, Findings& findings) {
  Finding& finding = findings.add(facts.domain(), dns::Type::txt).says(spf_message(service, facts.domain()));
  if (facts::uses_mail(facts)) return;  // spf-missing has a record with more senders
  std::string record = "v=spf1";
  for (const std::string& include : missing_includes(facts)) record += " include:" + include;
  finding.publish(facts.domain(), record + " ~all");
}

void report_not_included(const Service& service, const SpfNode& spf, const std::vector<std::string>& includes,
                         Findings& findings) {
  const records::spf::Record& record = *spf.record();
  Finding& finding = findings.add(record.source, place_for_include(record),
                                  fmt::format("write include:{} here", facts::include_of(service)));
  finding.says(spf_message(service, spf.name));
  offer_includes(record, includes, finding);
}

void report_unknown(const Service& service, const dns::Name& name, dns::Type type, Findings& findings) {
  findings.add(name, type)
      .says(fmt::format("nobody can say whether {} is set up: not all is known of {} {}", service.name, name.text(),
                        to_string(type)))
      .with(Certainty::indeterminate);
}

// What is wrong with a broken record is said by the rules on it.
void check_spf(const Service& service, const Facts& facts, Findings& findings) {
  if (!needs_include(service, facts.spf)) return;
  const bool is_usable = facts.spf.standing == SpfStanding::usable;
  if (facts.spf.standing == SpfStanding::unknown || (is_usable && !is_fully_known(facts.spf)))
    report_unknown(service, facts.domain(), dns::Type::txt, findings);
  else if (facts.spf.standing == SpfStanding::none)
    report_no_record(service, facts, findings);
  else if (is_usable)
    report_not_included(service, facts.spf, missing_includes(facts), findings);
}

bool is_its_mail_from(const Service& service, const facts::MailFrom& mail_from) {
  return mail_from.given || mail_from.service == &service;
}

// Where no MAIL FROM domain is known, DMARC can rest on DKIM. Of one without SPF x-mailfrom-without-spf speaks, of one
// of Amazon SES ses-mailfrom-spf.
void check_mail_froms(const Service& service, const Facts& facts, Findings& findings) {
  const std::string include(facts::include_of(service));
  if (service.spf_scope != Service::SpfScope::mail_from || include.empty() || service.id == "amazon-ses") return;
  for (const facts::MailFrom& mail_from : facts.mail_froms) {
    const bool is_alias = mail_from.spf.answer != nullptr && !mail_from.spf.answer->cnames.empty();
    if (!is_its_mail_from(service, mail_from) || is_alias || mail_from.spf.standing != SpfStanding::usable) continue;
    if (is_fully_known(mail_from.spf) && !is_permitted(service, mail_from.spf))
      report_not_included(service, mail_from.spf, {include}, findings);
  }
}

std::vector<dns::Record> mx_records_of(const Service& service, const dns::Name& domain) {
  std::vector<dns::Record> records;
  for (const facts::ServiceRecord& record : service.records)
    if (auto here = facts::record_for(record, domain); here && here->type == dns::Type::mx && here->owner == domain)
      records.push_back(std::move(*here));
  return records;
}

void report_mx(const Service& service, const Facts& facts, Findings& findings) {
  Finding& finding = findings.add(facts.domain(), dns::Type::mx);
  finding.says(
      fmt::format("{} is expected to receive for {}, but no MX leads to it", service.name, facts.domain().text()));
  const auto records = mx_records_of(service, facts.domain());
  for (const dns::Record& record : records) finding.note("publish: MX " + dns::to_zone_text(record.data));
  if (records.empty()) finding.note("copy the MX from its console");
  // A fix replaces all MX by this one.
  if (records.size() == 1 && !facts.mx.answer->found())
    finding.publish(facts.domain(), dns::Type::mx, records.front().data);
}

void check_mx(const Service& service, const Facts& facts, Findings& findings) {
  if (!facts::receives(service) || service.mx.empty()) return;
  if (facts.mx.answer->failed()) return report_unknown(service, facts.domain(), dns::Type::mx, findings);
  const bool leads_to_it = std::any_of(facts.mx.hosts.begin(), facts.mx.hosts.end(),
                                       [&](const dns::Mx& mx) { return receives_at(service, mx.exchange); });
  if (!leads_to_it && !may_be_hidden(facts)) report_mx(service, facts, findings);
}

void check(const Facts& facts, Findings& findings) {
  if (!facts.domain_exists) return;
  for (const Service* service : facts.request.expected) {
    check_spf(*service, facts, findings);
    check_mail_froms(*service, facts, findings);
    find_missing_keys(*service, facts, findings);
    check_mx(*service, facts, findings);
  }
}

}  // namespace

extern const Rule rule{
    .id = "x-expected-service-missing",
    .severity = Severity::error,
    .title = "A mail service that is expected is not set up in full",
    .reference = "RFC 9989 4.4",
    .why = "Whoever runs the domain says that this service handles its mail (--expect). What is missing keeps its mail "
           "from passing SPF or DKIM in the name of the domain, or mail for the domain from reaching it.",
    .bad = R"(;! --expect google-workspace
;! --expect mailchimp
@ MX 1 smtp.google.com.
@ TXT "v=spf1 include:_spf.google.com -all"
_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
google._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
_spf.google.com. TXT "v=spf1 ip4:198.51.100.0/24 ~all"
smtp.google.com. A 198.51.100.1
dkim2.mcsv.net. TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
dkim3.mcsv.net. TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"(")",
    .good = R"(;! --expect google-workspace
;! --expect mailchimp
@ MX 1 smtp.google.com.
@ TXT "v=spf1 include:_spf.google.com -all"
_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
google._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
_spf.google.com. TXT "v=spf1 ip4:198.51.100.0/24 ~all"
smtp.google.com. A 198.51.100.1
k2._domainkey CNAME dkim2.mcsv.net.
k3._domainkey CNAME dkim3.mcsv.net.
dkim2.mcsv.net. TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
dkim3.mcsv.net. TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"(")",
    .check = check};

}  // namespace mailauth::rules::across_expected_service_missing
