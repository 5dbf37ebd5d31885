#include <fmt/format.h>

#include "rules/rule.h"
#include "rules/samples.h"
#include "rules/ses/helpers/identities.h"
#include "rules/spf_terms.h"

namespace mailauth::rules::ses_mailfrom_spf {

namespace {

using facts::SpfStanding;

void report_missing(const facts::MailFrom& mail_from, Findings& findings) {
  findings.add(mail_from.name, dns::Type::txt)
      .says(fmt::format("the MAIL FROM domain {} has no SPF record", mail_from.name.text()))
      .publish(mail_from.name, fmt::format("v=spf1 include:{} ~all", ses_include));
}

void report_not_included(const facts::MailFrom& mail_from, Findings& findings) {
  const records::spf::Record& record = *mail_from.spf.record();
  Finding& finding =
      findings.add(record.source, place_for_include(record), fmt::format("write include:{} here", ses_include));
  finding.says(fmt::format("the SPF of the MAIL FROM domain {} does not permit Amazon SES", mail_from.name.text()));
  offer_include(record, ses_include, finding);
}

// Bounces of the domain go to SES, so SES sends with it as MAIL FROM.
void check(const Facts& facts, Findings& findings) {
  for (const facts::MailFrom& mail_from : facts.mail_froms) {
    if (mail_from.ses_region.empty() || is_ses_included(mail_from.spf)) continue;
    if (mail_from.spf.standing == SpfStanding::none && mail_from.spf.lookalikes.empty())
      report_missing(mail_from, findings);
    if (mail_from.spf.standing == SpfStanding::usable && is_fully_known(mail_from.spf) &&
        !facts::permits_everybody(mail_from.spf))
      report_not_included(mail_from, findings);
  }
}

}  // namespace

extern const Rule rule{
    .id = "ses-mailfrom-spf",
    .severity = Severity::error,
    .title = "The SPF of the MAIL FROM domain does not permit Amazon SES",
    .reference = "Amazon SES Developer Guide, Using a custom MAIL FROM domain",
    .why =
        "Receivers check SPF at the MAIL FROM domain, not at the domain that people see. Without a record there that "
        "includes amazonses.com, SPF cannot pass for mail that SES sends, and DMARC rests on DKIM alone.",
    .bad = R"(
@               TXT "v=spf1 -all"
mail            MX  10 feedback-smtp.eu-west-1.amazonses.com.
amazonses.com.  TXT "v=spf1 ip4:192.0.2.0/24 -all"
_dmarc          TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
s1._domainkey   TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
)",
    .good = R"(
@               TXT "v=spf1 -all"
mail            MX  10 feedback-smtp.eu-west-1.amazonses.com.
mail            TXT "v=spf1 include:amazonses.com ~all"
amazonses.com.  TXT "v=spf1 ip4:192.0.2.0/24 -all"
_dmarc          TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
s1._domainkey   TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
)",
    .check = check};

}  // namespace mailauth::rules::ses_mailfrom_spf
