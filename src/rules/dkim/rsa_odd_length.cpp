#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_rsa_odd_length {

namespace {

constexpr unsigned usual_step = 128;

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    const unsigned bits = rsa_bits(key);
    if (bits % usual_step == 0) return;
    findings.add(key.source, *key.p, "no usual tool makes a key of this length")
        .says(fmt::format("the RSA key of the selector {} has the unusual length of {} bits", selector.selector, bits))
        .means("Verifiers accept it like any other.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-rsa-odd-length",
    .severity = Severity::info,
    .title = "The DKIM key has an unusual length",
    .reference = "RFC 8301 3.2",
    .why = "RSA keys have 1024, 2048 or 4096 bits, or at least a multiple of 128. Another length works; it says that "
           "the key was made in an unusual way, or changed afterwards.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2047),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .check = check};

}  // namespace mailauth::rules::dkim_rsa_odd_length
