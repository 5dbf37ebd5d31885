#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_p_trailing_bytes {

namespace {

// In base64, 3 bytes are 4 characters.
Span place_of_rest(const records::dkim::Record& key) {
  const uint32_t begin = key.p->begin + (key.key.bytes_needed * 4 + 2) / 3;
  return key.p_bytes.has_blanks || begin >= key.p->end ? *key.p : Span{begin, key.p->end};
}

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    const records::dkim::PublicKey& public_key = key.key;
    if (!key.p || public_key.trailing_bytes == 0 || !has_public_key(key)) return;
    findings.add(key.source, place_of_rest(key), "this is no part of the key")
        .says(fmt::format("{} byte{} follow{} the DKIM key of the selector {}", public_key.trailing_bytes,
                          public_key.trailing_bytes == 1 ? "" : "s", public_key.trailing_bytes == 1 ? "s" : "",
                          selector.selector))
        .means("Strict verifiers refuse such a key.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-p-trailing-bytes",
    .severity = Severity::warning,
    .title = "Something follows the key in p=",
    .reference = "RFC 6376 3.6.1",
    .why = "p= holds the key and nothing else. Verifiers that read strictly refuse a key with more bytes behind its "
           "end, and then mail that is signed with it counts as unsigned.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_1024_AND_MORE),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_1024),
    .rungs = Rung::key_not_readable,
    .check = check};

}  // namespace mailauth::rules::dkim_p_trailing_bytes
