#include <fmt/format.h>

#include "rules/rule.h"
#include "rules/samples.h"
#include "rules/ses/helpers/identities.h"

namespace mailauth::rules::ses_dkim_region_zone {

namespace {

void report(const facts::DkimSelector& selector, const SesAlias& alias, const Facts& facts, Findings& findings) {
  const auto region = ses_region(facts);
  Finding& finding = findings.add(selector.name, dns::Type::cname);
  finding.note("CNAME: " + alias.target.text());
  if (!region) {
    finding.says(fmt::format("Amazon SES has no DKIM keys below {}", alias.zone.text()))
        .note("copy the CNAME from the console of SES (Identities, DKIM)");
    return;
  }
  const dns::Name zone = ses_dkim_zone(*region);
  finding.says(fmt::format("Amazon SES has its DKIM keys of {} below {}, not below {}", *region, zone.text(),
                           alias.zone.text()));
  if (selector.answer->found())
    finding.with(Certainty::likely)
        .note("With Deterministic Easy DKIM a replica region signs with the keys of its parent region: then this is "
              "right");
  if (const auto right = zone.child(alias.token)) finding.publish(selector.name, dns::Type::cname, *right);
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::DkimSelector& selector : facts.dkim.selectors)
    if (const auto alias = ses_alias(selector); alias && has_wrong_zone(selector, *alias, facts))
      report(selector, *alias, facts, findings);
}

}  // namespace

extern const Rule rule{
    .id = "ses-dkim-region-zone",
    .severity = Severity::error,
    .title = "A DKIM CNAME of Amazon SES leads to a zone that is not that of its region",
    .reference = "AWS General Reference, Amazon SES endpoints and quotas, DKIM domains",
    .why = "Most regions of Amazon SES publish their keys below dkim.amazonses.com, some below a zone of their own, "
           "such as "
           "dkim.eu-south-1.amazonses.com. A CNAME to the zone of another region finds no key, and SES does not verify "
           "the "
           "domain.",
    .bad = SAMPLE_SPF_AND_DMARC R"(;! --selector ujzdegxdncf32epf3dhodzdocis2jhtl
;! --selector gmxgedn73u55xtplpft7v4seh2kvj72c
;! --selector euvw75efr6edt4sywb5wkh7dnsipzz7f
ujzdegxdncf32epf3dhodzdocis2jhtl._domainkey CNAME ujzdegxdncf32epf3dhodzdocis2jhtl.eu-west-1.dkim.amazonses.com.
gmxgedn73u55xtplpft7v4seh2kvj72c._domainkey CNAME gmxgedn73u55xtplpft7v4seh2kvj72c.eu-west-1.dkim.amazonses.com.
euvw75efr6edt4sywb5wkh7dnsipzz7f._domainkey CNAME euvw75efr6edt4sywb5wkh7dnsipzz7f.eu-west-1.dkim.amazonses.com.
mail MX 10 feedback-smtp.eu-west-1.amazonses.com.
mail TXT "v=spf1 include:amazonses.com ~all"
amazonses.com. TXT "v=spf1 ip4:192.0.2.0/24 -all")",
    .good = SAMPLE_SPF_AND_DMARC R"(;! --selector ujzdegxdncf32epf3dhodzdocis2jhtl
;! --selector gmxgedn73u55xtplpft7v4seh2kvj72c
;! --selector euvw75efr6edt4sywb5wkh7dnsipzz7f
ujzdegxdncf32epf3dhodzdocis2jhtl._domainkey CNAME ujzdegxdncf32epf3dhodzdocis2jhtl.dkim.amazonses.com.
gmxgedn73u55xtplpft7v4seh2kvj72c._domainkey CNAME gmxgedn73u55xtplpft7v4seh2kvj72c.dkim.amazonses.com.
euvw75efr6edt4sywb5wkh7dnsipzz7f._domainkey CNAME euvw75efr6edt4sywb5wkh7dnsipzz7f.dkim.amazonses.com.
mail MX 10 feedback-smtp.eu-west-1.amazonses.com.
mail TXT "v=spf1 include:amazonses.com ~all"
amazonses.com. TXT "v=spf1 ip4:192.0.2.0/24 -all"
*.dkim.amazonses.com. TXT "p=)" SAMPLE_RSA_2048 R"(")",
    .check = check};

}  // namespace mailauth::rules::ses_dkim_region_zone
