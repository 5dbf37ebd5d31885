#include <utility>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_wildcard_key {

namespace {

void check(const Facts& facts, Findings& findings) {
  const dns::Answer* answer = facts.dkim.wildcard;
  if (answer == nullptr || !answer->found()) return;
  for (const Source& source : txt_sources(*answer)) {
    const auto key = records::dkim::parse(source);
    if (!records::dkim::resembles_key(key) || !key.p || key.revoked()) continue;
    findings.add(key.source, *key.p, "publish the key only at the selectors that are in use")
        .says("any selector below _domainkey has a key")
        .means("Selectors cannot be retired one by one, and nobody sees which of them are in use.");
  }
}

}  // namespace

extern const Rule rule{
    .id = "dkim-wildcard-key",
    .severity = Severity::warning,
    .title = "Every selector that anybody makes up has a DKIM key",
    .reference = "RFC 6376 6.1.2",
    .why = "A wildcard answers with a key for any selector. Nobody can retire a selector any more, and whoever has the "
           "private key signs under names that nobody watches.",
    .bad = SAMPLE_SPF_AND_DMARC "*._domainkey TXT \"v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048 "\"",
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .check = check};

}  // namespace mailauth::rules::dkim_wildcard_key
