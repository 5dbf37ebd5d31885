#include <fmt/format.h>

#include "rules/rule.h"
#include "rules/samples.h"
#include "rules/ses/helpers/identities.h"

namespace mailauth::rules::ses_mailfrom_role {

namespace {

// A subdomain may well be the MAIL FROM domain itself.
void check(const Facts& facts, Findings& findings) {
  if (!is_organizational_domain(facts)) return;
  for (const dns::Mx& mx : facts.mx.hosts) {
    if (!facts::amazon_ses::feedback_region(mx.exchange)) continue;
    findings.add(facts.domain(), dns::Type::mx)
        .says(fmt::format("the MX {} takes bounces of Amazon SES, not mail to people at {}", mx.exchange.text(),
                          facts.domain().text()))
        .note(fmt::format("set a MAIL FROM domain such as mail.{} in SES, and give it this MX", facts.domain().text()));
    return;
  }
}

}  // namespace

extern const Rule rule{.id = "ses-mailfrom-role",
                       .severity = Severity::warning,
                       .title = "The domain itself has the MX of an Amazon SES MAIL FROM domain",
                       .reference = "Amazon SES Developer Guide, Using a custom MAIL FROM domain",
                       .why = "Amazon SES takes bounces there and nothing else: mail that people write to "
                              "the domain reaches nobody. Its MAIL "
                              "FROM domain has to be a subdomain that is used for no other mail.",
                       .bad = R"(@              MX  10 feedback-smtp.eu-west-1.amazonses.com.
@              TXT "v=spf1 include:amazonses.com ~all"
_dmarc         TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.net"
example.com._report._dmarc.example.net. TXT "v=DMARC1"
amazonses.com. TXT "v=spf1 ip4:192.0.2.0/24 -all"
s1._domainkey  TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"(")",
                       .good = R"(mail           MX  10 feedback-smtp.eu-west-1.amazonses.com.
mail           TXT "v=spf1 include:amazonses.com ~all"
@              TXT "v=spf1 -all"
_dmarc         TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.net"
example.com._report._dmarc.example.net. TXT "v=DMARC1"
amazonses.com. TXT "v=spf1 ip4:192.0.2.0/24 -all"
s1._domainkey  TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"(")",
                       .check = check};

}  // namespace mailauth::rules::ses_mailfrom_role
