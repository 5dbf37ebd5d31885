#include <fmt/format.h>

#include <string>
#include <string_view>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"
#include "text/quote.h"

namespace mailauth::rules::dkim_rsa_exponent {

namespace {

bool is_even(std::string_view decimal) { return (decimal.back() - '0') % 2 == 0; }

// RFC 8017 3.1: an odd number of at least 3, below the modulus.
bool is_impossible(const records::dkim::PublicKey& key) {
  constexpr double digits_per_bit = 0.30103;
  return is_even(key.exponent) || key.exponent == "1" ||
         static_cast<double>(key.exponent.size()) > key.bits * digits_per_bit + 1;
}

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    const std::string& exponent = key.key.exponent;
    if (rsa_bits(key) == 0 || exponent.empty() || exponent == "65537") return;
    Finding& finding = findings.add(key.source, *key.p, "replace this key by one with the exponent 65537");
    finding.says(fmt::format("the RSA key of the selector {} has the public exponent {}", selector.selector,
                             text::quote(exponent)));
    if (is_impossible(key.key))
      finding.with(Severity::error).means("No RSA key has such an exponent: signatures made with it prove nothing.");
    else
      finding.means("Verifiers may refuse it, and small exponents turn mistakes of software into forgeries.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-rsa-exponent",
    .severity = Severity::warning,
    .title = "The public exponent of the DKIM key is not 65537",
    .reference = "RFC 6376 3.3.1, RFC 8017 3.1",
    .why = "The public exponent of an RSA key is 65537 in practice. Smaller ones make mistakes of signing software "
           "dangerous, some verifiers refuse others, and with an even exponent, or 1, the key is no key at all.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_EXPONENT_3),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .check = check};

}  // namespace mailauth::rules::dkim_rsa_exponent
