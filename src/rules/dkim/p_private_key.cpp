#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_p_private_key {

namespace {

void report(const facts::DkimSelector& selector, const Source& record, Span span, Findings& findings) {
  findings.add(record, span, "this is a private key: take it away at once")
      .says(fmt::format("the private key of the selector {} is published", selector.selector))
      .means("Everybody can read it and sign mail as the domain, in a way that no receiver can tell from real mail.")
      .note(fmt::format("Publish \"v=DKIM1; p=\" at {} now: that revokes the key", selector.name.text()))
      .note("Then make a new key pair and publish the public key of it at a new selector; this one is lost for good");
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::DkimSelector& selector : facts.dkim.selectors) {
    for (const records::dkim::Record& key : selector.keys)
      if (key.key.form == records::dkim::Form::private_key)
        report(selector, key.source, key.p ? *key.p : key.source.whole(), findings);
    for (const Source& other : selector.unrelated)
      if (is_private_key(other)) report(selector, other, other.whole(), findings);
  }
}

}  // namespace

extern const Rule rule{
    .id = "dkim-p-private-key",
    .severity = Severity::error,
    .security = Security::somebody_can_sign,
    .title = "The private key of DKIM is published in the DNS",
    .reference = "RFC 6376 8.3",
    .why = "DKIM has a private key, which signs and is nobody's business, and a public key for the DNS. Whoever reads "
           "the private one can sign any mail as the domain: forged mail passes DKIM and DMARC everywhere.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_512_PRIVATE),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .rungs = Rung::private_key,
    .check = check};

}  // namespace mailauth::rules::dkim_p_private_key
