#include <fmt/format.h>

#include "records/rsa_weakness.h"
#include "rules/dkim/helpers/advice.h"
#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_rsa_weak_roca {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (rsa_bits(key) == 0 || !records::rsa::has_roca_fingerprint(key.key.modulus)) return;
    findings.add(key.source, *key.p, "replace this key")
        .says(fmt::format("the RSA key of the selector {} bears the mark of ROCA", selector.selector))
        .means("Anybody can work out the private key and sign mail as the domain, which no receiver can tell from real "
               "mail.")
        .note(advice_on_broken_key(selector));
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-rsa-weak-roca",
    .severity = Severity::error,
    .security = Security::somebody_can_sign,
    .title = "The DKIM key was made by a device whose keys can be factored (ROCA)",
    .reference = "CVE-2017-15361, RFC 6376 8.13",
    .why = "Smart cards and security chips of one maker produced keys that can be factored, until 2017. The key bears "
           "their mark: with some computing power anybody can find the private key and sign mail as the domain.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_ROCA),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .check = check};

}  // namespace mailauth::rules::dkim_rsa_weak_roca
