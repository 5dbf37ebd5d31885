#include <fmt/format.h>

#include "rules/rule.h"
#include "rules/samples.h"
#include "rules/ses/helpers/identities.h"

namespace mailauth::rules::ses_dkim_dangling {

namespace {

// A CNAME of another token, or to another region's zone, is reported as that.
void check(const Facts& facts, Findings& findings) {
  for (const facts::DkimSelector& selector : facts.dkim.selectors) {
    const auto alias = ses_alias(selector);
    if (!alias || !selector.answer->absent() || alias->token != selector.selector ||
        has_wrong_zone(selector, *alias, facts))
      continue;
    findings.add(selector.name, dns::Type::txt)
        .says(fmt::format("Amazon SES publishes no key at {}", alias->target.text()))
        .note(
            "is the domain still set up in SES, with Easy DKIM and this token? Copy its three CNAMEs from the console "
            "(Identities, DKIM), or remove this one");
  }
}

}  // namespace

extern const Rule rule{
    .id = "ses-dkim-dangling",
    .severity = Severity::error,
    .security = Security::weaker_than_meant,
    .title = "Amazon SES no longer publishes the key that a DKIM CNAME leads to",
    .reference = "RFC 6376 6.1.2",
    .why = "The key exists at Amazon SES only as long as the domain is set up there with Easy DKIM. After the identity "
           "was "
           "deleted, or made again with other tokens, the CNAME leads nowhere: mail signed with this token fails DKIM.",
    .bad = SAMPLE_SPF_AND_DMARC R"(;! --selector ujzdegxdncf32epf3dhodzdocis2jhtl
;! --selector gmxgedn73u55xtplpft7v4seh2kvj72c
;! --selector euvw75efr6edt4sywb5wkh7dnsipzz7f
ujzdegxdncf32epf3dhodzdocis2jhtl._domainkey CNAME ujzdegxdncf32epf3dhodzdocis2jhtl.dkim.amazonses.com.
gmxgedn73u55xtplpft7v4seh2kvj72c._domainkey CNAME gmxgedn73u55xtplpft7v4seh2kvj72c.dkim.amazonses.com.
euvw75efr6edt4sywb5wkh7dnsipzz7f._domainkey CNAME euvw75efr6edt4sywb5wkh7dnsipzz7f.dkim.amazonses.com.
ujzdegxdncf32epf3dhodzdocis2jhtl.dkim.amazonses.com. TXT "p=)" SAMPLE_RSA_2048 R"("
gmxgedn73u55xtplpft7v4seh2kvj72c.dkim.amazonses.com. TXT "p=)" SAMPLE_RSA_2048 R"(")",
    .good = SAMPLE_SPF_AND_DMARC R"(;! --selector ujzdegxdncf32epf3dhodzdocis2jhtl
;! --selector gmxgedn73u55xtplpft7v4seh2kvj72c
;! --selector euvw75efr6edt4sywb5wkh7dnsipzz7f
ujzdegxdncf32epf3dhodzdocis2jhtl._domainkey CNAME ujzdegxdncf32epf3dhodzdocis2jhtl.dkim.amazonses.com.
gmxgedn73u55xtplpft7v4seh2kvj72c._domainkey CNAME gmxgedn73u55xtplpft7v4seh2kvj72c.dkim.amazonses.com.
euvw75efr6edt4sywb5wkh7dnsipzz7f._domainkey CNAME euvw75efr6edt4sywb5wkh7dnsipzz7f.dkim.amazonses.com.
*.dkim.amazonses.com. TXT "p=)" SAMPLE_RSA_2048 R"(")",
    .check = check};

}  // namespace mailauth::rules::ses_dkim_dangling
