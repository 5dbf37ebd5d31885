#include <fmt/format.h>

#include "records/rsa_weakness.h"
#include "rules/dkim/helpers/advice.h"
#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_rsa_weak_small_factor {

namespace {

void check(const Facts& facts, Findings& findings) {
  using records::rsa::SmallPrimes;
  const auto primes = facts.request.effort == facts::Effort::sweep ? SmallPrimes::few : SmallPrimes::many;
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (rsa_bits(key) == 0) return;
    const auto factor = records::rsa::small_factor(key.key.modulus, primes);
    if (!factor) return;
    findings.add(key.source, *key.p, "replace this key")
        .says(fmt::format("the RSA key of the selector {} can be divided by {}", selector.selector, *factor))
        .means("Anybody can work out the private key and sign mail as the domain, which no receiver can tell from real "
               "mail.")
        .note(advice_on_broken_key(selector));
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-rsa-weak-small-factor",
    .severity = Severity::error,
    .security = Security::somebody_can_sign,
    .title = "The DKIM key can be factored: it has a small factor",
    .reference = "RFC 6376 8.13",
    .why = "An RSA key is safe because nobody can find its two prime factors, which have hundreds of digits. This one "
           "can be divided by a small number: it was damaged, or made by broken software, and whoever looks can sign "
           "any mail as the domain.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_SMALL_FACTOR),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .check = check};

}  // namespace mailauth::rules::dkim_rsa_weak_small_factor
