#include <fmt/format.h>

#include "rules/rule.h"
#include "rules/samples.h"
#include "rules/ses/helpers/identities.h"

namespace mailauth::rules::ses_dkim_token_mismatch {

namespace {

void check(const Facts& facts, Findings& findings) {
  for (const facts::DkimSelector& selector : facts.dkim.selectors) {
    const auto alias = ses_alias(selector);
    if (!alias || alias->token == selector.selector) continue;
    Finding& finding = findings.add(selector.name, dns::Type::cname);
    finding.says(fmt::format("the CNAME of the token {} leads to the key of {}", selector.selector, alias->token))
        .note("CNAME: " + alias->target.text());
    const auto right = alias->zone.child(selector.selector);
    if (right && facts::amazon_ses::is_token(selector.selector) && is_ses_dkim_zone(alias->zone))
      finding.publish(selector.name, dns::Type::cname, *right);
  }
}

}  // namespace

extern const Rule rule{
    .id = "ses-dkim-token-mismatch",
    .severity = Severity::error,
    .title = "A DKIM CNAME of Amazon SES leads to the key of another token",
    .reference = "Amazon SES Developer Guide, Easy DKIM",
    .why =
        "Amazon SES gives three tokens, and each stands twice in its CNAME: in the name and in the target. Where they "
        "differ, receivers find a key that belongs to another signature, and a third of the mail fails DKIM.",
    .bad = SAMPLE_SPF_AND_DMARC R"(;! --selector ujzdegxdncf32epf3dhodzdocis2jhtl
;! --selector gmxgedn73u55xtplpft7v4seh2kvj72c
;! --selector euvw75efr6edt4sywb5wkh7dnsipzz7f
ujzdegxdncf32epf3dhodzdocis2jhtl._domainkey CNAME gmxgedn73u55xtplpft7v4seh2kvj72c.dkim.amazonses.com.
gmxgedn73u55xtplpft7v4seh2kvj72c._domainkey CNAME gmxgedn73u55xtplpft7v4seh2kvj72c.dkim.amazonses.com.
euvw75efr6edt4sywb5wkh7dnsipzz7f._domainkey CNAME euvw75efr6edt4sywb5wkh7dnsipzz7f.dkim.amazonses.com.
*.dkim.amazonses.com. TXT "p=)" SAMPLE_RSA_2048 R"(")",
    .good = SAMPLE_SPF_AND_DMARC R"(;! --selector ujzdegxdncf32epf3dhodzdocis2jhtl
;! --selector gmxgedn73u55xtplpft7v4seh2kvj72c
;! --selector euvw75efr6edt4sywb5wkh7dnsipzz7f
ujzdegxdncf32epf3dhodzdocis2jhtl._domainkey CNAME ujzdegxdncf32epf3dhodzdocis2jhtl.dkim.amazonses.com.
gmxgedn73u55xtplpft7v4seh2kvj72c._domainkey CNAME gmxgedn73u55xtplpft7v4seh2kvj72c.dkim.amazonses.com.
euvw75efr6edt4sywb5wkh7dnsipzz7f._domainkey CNAME euvw75efr6edt4sywb5wkh7dnsipzz7f.dkim.amazonses.com.
*.dkim.amazonses.com. TXT "p=)" SAMPLE_RSA_2048 R"(")",
    .check = check};

}  // namespace mailauth::rules::ses_dkim_token_mismatch
