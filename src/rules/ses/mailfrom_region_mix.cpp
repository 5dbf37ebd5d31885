#include <fmt/format.h>

#include "rules/rule.h"
#include "rules/samples.h"
#include "rules/ses/helpers/identities.h"

namespace mailauth::rules::ses_mailfrom_region_mix {

namespace {

// A zone that all regions share says nothing, unless this region has one of its own. CNAMEs that find no key are
// reported by themselves.
const facts::DkimSelector* key_of_another_region(const std::string& region, const Facts& facts) {
  for (const facts::DkimSelector& selector : facts.dkim.selectors)
    if (const auto alias = ses_alias(selector);
        alias && selector.answer->found() && is_ses_dkim_zone(alias->zone) && alias->zone != ses_dkim_zone(region))
      return &selector;
  return nullptr;
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::MailFrom& mail_from : facts.mail_froms) {
    if (mail_from.ses_region.empty()) continue;
    const facts::DkimSelector* key = key_of_another_region(mail_from.ses_region, facts);
    if (key == nullptr) continue;
    findings.add(mail_from.name, dns::Type::mx)
        .says(fmt::format("bounces to {} go to Amazon SES in {}, but the DKIM keys are those of another region",
                          mail_from.name.text(), mail_from.ses_region))
        .note(fmt::format("the key of {} is at {}", key->selector, ses_alias(*key)->target.text()));
  }
}

}  // namespace

extern const Rule rule{
    .id = "ses-mailfrom-region-mix",
    .severity = Severity::info,
    .title = "The MAIL FROM domain and the DKIM keys belong to different regions of Amazon SES",
    .reference = "Amazon SES Developer Guide, Using a custom MAIL FROM domain",
    .why = "A MAIL FROM domain belongs to the region in which it was set up, and can have the MX of that region only. "
           "When "
           "mail is sent from another region, its bounces do not reach it, and SES does not use the MAIL FROM domain "
           "there.",
    .bad = SAMPLE_SPF_AND_DMARC R"(;! --selector ujzdegxdncf32epf3dhodzdocis2jhtl
;! --selector gmxgedn73u55xtplpft7v4seh2kvj72c
;! --selector euvw75efr6edt4sywb5wkh7dnsipzz7f
ujzdegxdncf32epf3dhodzdocis2jhtl._domainkey CNAME ujzdegxdncf32epf3dhodzdocis2jhtl.dkim.eu-south-1.amazonses.com.
gmxgedn73u55xtplpft7v4seh2kvj72c._domainkey CNAME gmxgedn73u55xtplpft7v4seh2kvj72c.dkim.eu-south-1.amazonses.com.
euvw75efr6edt4sywb5wkh7dnsipzz7f._domainkey CNAME euvw75efr6edt4sywb5wkh7dnsipzz7f.dkim.eu-south-1.amazonses.com.
mail MX 10 feedback-smtp.eu-west-1.amazonses.com.
mail TXT "v=spf1 include:amazonses.com ~all"
amazonses.com. TXT "v=spf1 ip4:192.0.2.0/24 -all"
*.dkim.eu-south-1.amazonses.com. TXT "p=)" SAMPLE_RSA_2048 R"(")",
    .good = SAMPLE_SPF_AND_DMARC R"(;! --selector ujzdegxdncf32epf3dhodzdocis2jhtl
;! --selector gmxgedn73u55xtplpft7v4seh2kvj72c
;! --selector euvw75efr6edt4sywb5wkh7dnsipzz7f
ujzdegxdncf32epf3dhodzdocis2jhtl._domainkey CNAME ujzdegxdncf32epf3dhodzdocis2jhtl.dkim.eu-south-1.amazonses.com.
gmxgedn73u55xtplpft7v4seh2kvj72c._domainkey CNAME gmxgedn73u55xtplpft7v4seh2kvj72c.dkim.eu-south-1.amazonses.com.
euvw75efr6edt4sywb5wkh7dnsipzz7f._domainkey CNAME euvw75efr6edt4sywb5wkh7dnsipzz7f.dkim.eu-south-1.amazonses.com.
mail MX 10 feedback-smtp.eu-south-1.amazonses.com.
mail TXT "v=spf1 include:amazonses.com ~all"
amazonses.com. TXT "v=spf1 ip4:192.0.2.0/24 -all"
*.dkim.eu-south-1.amazonses.com. TXT "p=)" SAMPLE_RSA_2048 R"(")",
    .check = check};

}  // namespace mailauth::rules::ses_mailfrom_region_mix
