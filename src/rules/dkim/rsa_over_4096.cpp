#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_rsa_over_4096 {

namespace {

constexpr unsigned most_bits = 4096;

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    const unsigned bits = rsa_bits(key);
    if (bits <= most_bits) return;
    findings.add(key.source, *key.p, "replace this key by one of 2048 bits")
        .says(fmt::format("the RSA key of the selector {} has {} bits", selector.selector, bits))
        .means(fmt::format("Verifiers need not support more than {}, so some do not accept it.", most_bits));
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-rsa-over-4096",
    .severity = Severity::warning,
    .title = "The DKIM key is longer than verifiers need to support",
    .reference = "RFC 8301 3.2",
    .why = "Verifiers must support keys from 1024 to 4096 bits. They may refuse longer ones, and the record no longer "
           "fits into a small answer of the DNS: 2048 bits are enough for years.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_4608),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .rungs = Rung::weak_key,
    .check = check};

}  // namespace mailauth::rules::dkim_rsa_over_4096
