#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_hash_sha1_only {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.h || before_swallowed(key, *key.h) != *key.h) return;
    if (plain_list_has(key, *key.h, "sha256")) return;
    findings.add(key.source, *key.h, "write sha256 here, or remove h=")
        .says(fmt::format("h= of the selector {} does not permit SHA-256", selector.selector))
        .means("No other hash may be used today, so no signature made with this selector is valid.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-hash-sha1-only",
    .severity = Severity::error,
    .title = "h= of the DKIM key does not permit SHA-256",
    .reference = "RFC 8301 3.1, RFC 6376 6.1.2",
    .why = "h= lists the hash algorithms that signatures may use. SHA-1 must not be used any more and SHA-256 is not "
           "in the list, so no signature made with this key is valid.",
    .bad = SAMPLE_SIGNER("v=DKIM1; h=sha1; k=rsa; p=" SAMPLE_RSA_2048),
    .good = SAMPLE_SIGNER("v=DKIM1; h=sha256; k=rsa; p=" SAMPLE_RSA_2048),
    .rungs = Rung::key_not_readable,
    .check = check};

}  // namespace mailauth::rules::dkim_hash_sha1_only
