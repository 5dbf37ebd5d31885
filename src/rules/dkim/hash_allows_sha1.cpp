#include <fmt/format.h>

#include <algorithm>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_hash_allows_sha1 {

namespace {

bool lists(const records::dkim::Record& key, std::string_view hash) {
  return std::find(key.hashes.begin(), key.hashes.end(), hash) != key.hashes.end();
}

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.h || !lists(key, "sha1") || !lists(key, "sha256")) return;
    findings.add(key.source, *key.h, "sha256 alone is enough")
        .says(fmt::format("h= of the selector {} still permits SHA-1", selector.selector))
        .means("Verifiers do not accept SHA-1 whatever the key says.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-hash-allows-sha1",
    .severity = Severity::info,
    .security = Security::weaker_than_meant,
    .title = "h= of the DKIM key still permits SHA-1",
    .reference = "RFC 8301 3.1",
    .why = "Signatures with SHA-1 must be neither made nor accepted any more. The key permits them beside SHA-256, "
           "which harms nobody; without h= every hash of the day is permitted.",
    .bad = SAMPLE_SIGNER("v=DKIM1; h=sha1:sha256; k=rsa; p=" SAMPLE_RSA_2048),
    .good = SAMPLE_SIGNER("v=DKIM1; h=sha256; k=rsa; p=" SAMPLE_RSA_2048),
    .check = check};

}  // namespace mailauth::rules::dkim_hash_allows_sha1
