#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"
#include "text/ascii.h"

namespace mailauth::rules::dkim_key_type_unknown {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.k || is_key_type(key_type(key))) return;
    const Span type = before_swallowed(key, *key.k);
    const bool is_ed25519 = key.key.algorithm == records::dkim::Algorithm::ed25519;
    findings.add(key.source, type, is_ed25519 ? "write ed25519 here" : "write rsa here")
        .says(type.empty() ? fmt::format("k= of the selector {} is empty", selector.selector)
                           : fmt::format("k={} of the selector {} is not a type of DKIM keys",
                                         text::escape_bytes(key.text(type)), selector.selector))
        .means("Verifiers ignore the key, so every signature made with this selector fails.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-key-type-unknown",
    .severity = Severity::error,
    .title = "The DKIM key is of a type that does not exist",
    .reference = "RFC 6376 3.6.1, RFC 8463 4.2",
    .why = "k= says what kind of key stands in p=: rsa, which is also meant when it is missing, or ed25519. Verifiers "
           "ignore keys of any other type, and mail that is signed with them counts as unsigned.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa-sha256; p=" SAMPLE_RSA_2048),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .rungs = Rung::key_not_readable,
    .check = check};

}  // namespace mailauth::rules::dkim_key_type_unknown
