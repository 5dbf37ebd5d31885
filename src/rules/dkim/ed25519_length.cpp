#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_ed25519_length {

namespace {

constexpr uint32_t key_bytes = 32;

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.p || key.key.form != records::dkim::Form::unreadable || key_type(key) != "ed25519") return;
    findings.add(key.source, *key.p, "copy the key again")
        .says(fmt::format("the Ed25519 key of the selector {} has {} bytes instead of {}", selector.selector,
                          key.key.bytes, key_bytes))
        .means("Verifiers refuse it, so every signature made with this selector fails.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-ed25519-length",
    .severity = Severity::error,
    .title = "The Ed25519 key does not have 32 bytes",
    .reference = "RFC 8463 4.2",
    .why = "An Ed25519 key has 32 bytes, 44 characters of base64. Verifiers refuse one of any other length, and mail "
           "that is signed with it counts as unsigned.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=ed25519; p=" SAMPLE_ED25519_SHORT),
    .good = SAMPLE_SIGNER("v=DKIM1; k=ed25519; p=" SAMPLE_ED25519),
    .check = check};

}  // namespace mailauth::rules::dkim_ed25519_length
