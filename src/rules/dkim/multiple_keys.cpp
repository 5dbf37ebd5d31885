#include <fmt/format.h>

#include "diagnosis/dkim.h"
#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_multiple_keys {

namespace {

void check(const Facts& facts, Findings& findings) {
  for (const facts::DkimSelector& selector : facts.dkim.selectors) {
    if (selector.keys.size() < 2 || diagnosis::cut_key(selector.keys, selector.unrelated)) continue;
    const Source& second = selector.keys[1].source;
    findings.add(second, second.whole(), "keep only the key that signs the mail")
        .says(fmt::format("there are {} keys at the selector {}", selector.keys.size(), selector.selector))
        .means("Verifiers pick one of them, so signatures pass or fail at random.")
        .note("A new key belongs at a new selector; the old one stays until nobody signs with it any more");
  }
}

}  // namespace

extern const Rule rule{
    .id = "dkim-multiple-keys",
    .severity = Severity::error,
    .title = "There is more than one DKIM key at a selector",
    .reference = "RFC 6376 3.6.2.2",
    .why = "A selector has one key. With several, every verifier picks one as it likes, and signatures pass at random.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048
                         "\"\ns1._domainkey TXT \"v=DKIM1; k=rsa; p=" SAMPLE_RSA_1024),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .check = check};

}  // namespace mailauth::rules::dkim_multiple_keys
