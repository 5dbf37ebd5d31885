#include <fmt/format.h>

#include "rules/rule.h"
#include "rules/samples.h"
#include "rules/ses/helpers/identities.h"

namespace mailauth::rules::ses_apex_include_only {

namespace {

void check(const Facts& facts, Findings& findings) {
  const records::spf::Term* include = direct_ses_include(facts.spf);
  if (include == nullptr || facts.request.mail_from || may_be_workmail(facts) || has_ses_mail_from(facts)) return;
  findings.add(facts.spf.record()->source, include->span, "belongs to a MAIL FROM domain")
      .says(fmt::format("include:{} at {} never makes mail through Amazon SES pass DMARC", ses_include,
                        facts.domain().text()))
      .with(Certainty::likely)
      .note(fmt::format("set a MAIL FROM domain such as mail.{} in SES; mailauth setup amazon-ses prints its records",
                        facts.domain().text()));
}

}  // namespace

extern const Rule rule{.id = "ses-apex-include-only",
                       .severity = Severity::info,
                       .title = "An include of Amazon SES at the domain itself does not help DMARC",
                       .reference = "Amazon SES Developer Guide, Using a custom MAIL FROM domain",
                       .why = "Without a MAIL FROM domain of one's own, Amazon SES sends with a MAIL "
                              "FROM of amazonses.com. Receivers check SPF "
                              "there, so an include in the record of the domain that people see is "
                              "never used by such mail. It only lets others "
                              "who send through SES pass SPF for the domain.",
                       .bad = R"(@              TXT "v=spf1 include:amazonses.com ~all"
_dmarc         TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
amazonses.com. TXT "v=spf1 ip4:192.0.2.0/24 -all"
s1._domainkey  TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"(")",
                       .good = R"(@              TXT "v=spf1 -all"
mail           MX  10 feedback-smtp.eu-west-1.amazonses.com.
mail           TXT "v=spf1 include:amazonses.com ~all"
_dmarc         TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
amazonses.com. TXT "v=spf1 ip4:192.0.2.0/24 -all"
s1._domainkey  TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"(")",
                       .leads = true,
                       .check = check};

}  // namespace mailauth::rules::ses_apex_include_only
