#include <fmt/format.h>

#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::across_mailfrom_without_spf {

namespace {

using facts::Service;

// Of Amazon SES ses-mailfrom-spf speaks, of the domain itself spf-missing.
bool has_no_spf(const facts::MailFrom& mail_from, const Facts& facts) {
  return mail_from.ses_region.empty() && mail_from.name != facts.domain() &&
         mail_from.spf.standing == facts::SpfStanding::none && mail_from.spf.lookalikes.empty();
}

// A CNAME to the service should have brought its record; beside it none can be published.
bool is_alias(const facts::MailFrom& mail_from) { return !mail_from.spf.answer->cnames.empty(); }

void offer_record(const facts::MailFrom& mail_from, Finding& finding) {
  const Service* service = mail_from.service;
  const bool include_is_known = service != nullptr && service->spf_scope == Service::SpfScope::mail_from &&
                                !service->includes.empty() && !service->includes.front().starts_with('.');
  if (include_is_known && !is_alias(mail_from))
    finding.publish(mail_from.name, fmt::format("v=spf1 include:{} ~all", service->includes.front()));
  else if (is_alias(mail_from))
    finding.note(fmt::format("{} is an alias of {}: ask who runs that name", mail_from.name.text(),
                             mail_from.spf.answer->owner().text()));
  else
    finding.note("publish there what the service that sends with this MAIL FROM asks for");
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::MailFrom& mail_from : facts.mail_froms) {
    if (!has_no_spf(mail_from, facts)) continue;
    const std::string& name = mail_from.name.text();
    Finding& finding = findings.add(mail_from.name, dns::Type::txt);
    finding.says(mail_from.service == nullptr
                     ? fmt::format("the MAIL FROM domain {} has no SPF record", name)
                     : fmt::format("the MAIL FROM domain {} ({}) has no SPF record", name, mail_from.service->name));
    offer_record(mail_from, finding);
  }
}

}  // namespace

extern const Rule rule{
    .id = "x-mailfrom-without-spf",
    .severity = Severity::error,
    .title = "A MAIL FROM domain has no SPF record",
    .reference = "RFC 7208 2.4, RFC 7208 4.5",
    .why = "Receivers check SPF at the MAIL FROM domain, to which bounces go, and not at the domain that people see. "
           "Without a record there the result is none, whatever the other domain publishes, and DMARC rests on DKIM "
           "alone.",
    .bad = R"(@             TXT "v=spf1 -all"
mg            MX  10 mxa.mailgun.org.
_dmarc        TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
s1._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
mailgun.org.  TXT "v=spf1 ip4:192.0.2.0/24 ~all")",
    .good = R"(@             TXT "v=spf1 -all"
mg            MX  10 mxa.mailgun.org.
mg            TXT "v=spf1 include:mailgun.org ~all"
_dmarc        TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
s1._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
mailgun.org.  TXT "v=spf1 ip4:192.0.2.0/24 ~all")",
    .check = check};

}  // namespace mailauth::rules::across_mailfrom_without_spf
