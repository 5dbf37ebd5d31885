#include <fmt/format.h>

#include "rules/dkim/helpers/advice.h"
#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_rsa_under_2048 {

namespace {

constexpr unsigned fewest_bits = 1024;  // below it: dkim-rsa-under-1024
constexpr unsigned recommended_bits = 2048;

void check(const Facts& facts, Findings& findings) {
  for_each_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    const unsigned bits = rsa_bits(key);
    if (bits < fewest_bits || bits >= recommended_bits) return;
    findings.add(key.source, *key.p, fmt::format("replace this key by one of {} bits", recommended_bits))
        .says(fmt::format("the RSA key of the selector {} has {} bits", selector.selector, bits))
        .means(
            "Receivers still accept it, but it no longer withstands an attacker with money, and some count it as weak.")
        .note(advice_on_longer_key(selector));
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-rsa-under-2048",
    .severity = Severity::warning,
    .security = Security::weaker_than_meant,
    .title = "The DKIM key is shorter than 2048 bits",
    .reference = "RFC 8301 3.2",
    .why = "Keys of 1024 bits pass today, but signers should use at least 2048: the shorter ones come within reach of "
           "those who can pay for the computers, and a key that is broken lets them sign as the domain.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_1024),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .rungs = Rung::weak_key,
    .check = check};

}  // namespace mailauth::rules::dkim_rsa_under_2048
