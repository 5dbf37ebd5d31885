#include <fmt/format.h>

#include "rules/dkim/helpers/advice.h"
#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_rsa_under_1024 {

namespace {

constexpr unsigned fewest_bits = 1024;

void check(const Facts& facts, Findings& findings) {
  for_each_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    const unsigned bits = rsa_bits(key);
    if (bits == 0 || bits >= fewest_bits) return;
    findings.add(key.source, *key.p, "replace this key")
        .says(fmt::format("the RSA key of the selector {} has only {} bits", selector.selector, bits))
        .means("Verifiers must not accept it, so mail signed with it counts as unsigned. Worse, keys of this length "
               "can be broken: then anybody signs as the domain.")
        .note(advice_on_longer_key(selector));
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-rsa-under-1024",
    .severity = Severity::error,
    .security = Security::somebody_can_sign,
    .title = "The DKIM key is too short to be accepted",
    .reference = "RFC 8301 3.2",
    .why = "RSA keys of less than 1024 bits are broken with the computers of one person, and verifiers must treat "
           "signatures made with them as invalid. The domain's own mail loses DKIM, while a forger who has broken "
           "the key passes wherever the rule is not followed.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_512),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .check = check};

}  // namespace mailauth::rules::dkim_rsa_under_1024
