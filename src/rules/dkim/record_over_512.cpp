#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_record_over_512 {

namespace {

constexpr std::size_t plain_message = 512;   // RFC 1035 4.2.1
constexpr unsigned recommended_bits = 2048;  // if such a key is too long, it is for another reason

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    const std::size_t size = key.source.text.size();
    if (size <= plain_message || rsa_bits(key) <= recommended_bits) return;
    findings.add(key.source, key.source.whole(), "a key of 2048 bits is half as long")
        .says(fmt::format("the key record of the selector {} has {} bytes", selector.selector, size))
        .means("Its answer needs more room than a plain DNS message has.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-record-over-512",
    .severity = Severity::info,
    .title = "The record of the DKIM key is long",
    .reference = "RFC 6376 3.3.3",
    .why = "The answer with this key does not fit into the 512 bytes of a plain DNS message. Resolvers of today ask in "
           "a way that has room for it; behind old firewalls it may not arrive.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_4608),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .check = check};

}  // namespace mailauth::rules::dkim_record_over_512
