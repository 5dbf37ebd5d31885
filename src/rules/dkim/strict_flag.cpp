#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_strict_flag {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.t || !key.strict()) return;
    findings.add(key.source, *key.t, "s: no identities in subdomains")
        .says(fmt::format("the DKIM key of the selector {} does not cover identities in subdomains", selector.selector))
        .means("Nothing is to be done unless signatures have an i= in a subdomain.");
  });
}

}  // namespace

extern const Rule rule{.id = "dkim-strict-flag",
                       .severity = Severity::info,
                       .title = "The DKIM key is only for identities at exactly this domain",
                       .reference = "RFC 6376 3.6.1",
                       .why = "t=s says that the i= of a signature may not be in a subdomain of its d=. "
                              "That is a choice and no mistake, unless somebody signs with such an i=.",
                       .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; t=s; p=" SAMPLE_RSA_2048),
                       .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
                       .check = check};

}  // namespace mailauth::rules::dkim_strict_flag
