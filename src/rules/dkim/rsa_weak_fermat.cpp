#include <fmt/format.h>

#include "records/rsa_weakness.h"
#include "rules/dkim/helpers/advice.h"
#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_rsa_weak_fermat {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (rsa_bits(key) == 0 || !records::rsa::has_close_factors(key.key.modulus)) return;
    findings.add(key.source, *key.p, "replace this key")
        .says(
            fmt::format("the two factors of the RSA key of the selector {} are close to each other", selector.selector))
        .means("Anybody can work out the private key and sign mail as the domain, which no receiver can tell from real "
               "mail.")
        .note(advice_on_broken_key(selector));
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-rsa-weak-fermat",
    .severity = Severity::error,
    .security = Security::somebody_can_sign,
    .title = "The DKIM key can be factored: its two factors are too close to each other",
    .reference = "CVE-2022-26320, RFC 6376 8.13",
    .why = "An RSA key is safe because nobody can find its two prime factors. When these lie close to each other, a "
           "method of Fermat's from 1643 finds them at once: whoever does so signs any mail as the domain.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_CLOSE_FACTORS),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .check = check};

}  // namespace mailauth::rules::dkim_rsa_weak_fermat
