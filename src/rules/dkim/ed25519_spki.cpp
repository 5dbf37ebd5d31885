#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_ed25519_spki {

namespace {

constexpr uint32_t key_characters = 44;  // of base64, for 32 bytes

// The header is 12 bytes, 16 characters; blanks would make that wrong.
Span place_of_header(const records::dkim::Record& key) {
  const bool is_plain = !key.p_bytes.has_blanks && key.p->length() > key_characters && key.key.trailing_bytes == 0;
  return is_plain ? Span{key.p->begin, key.p->end - key_characters} : *key.p;
}

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    const bool is_wrapped =
        key.key.form == records::dkim::Form::spki && key.key.algorithm == records::dkim::Algorithm::ed25519;
    if (!key.p || !is_wrapped || key_type(key) != "ed25519") return;
    findings.add(key.source, place_of_header(key), "remove this header")
        .says(fmt::format("the Ed25519 key of the selector {} has an ASN.1 header in front of it", selector.selector))
        .means("Verifiers expect the bare 32 bytes and refuse it, so every signature made with this selector fails.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-ed25519-spki",
    .severity = Severity::error,
    .title = "The Ed25519 key is wrapped in a structure that does not belong there",
    .reference = "RFC 8463 4.2",
    .why = "An Ed25519 key is published as its bare 32 bytes, 44 characters of base64. With the ASN.1 header that "
           "tools put in front of it, verifiers refuse it, and mail that is signed with it counts as unsigned.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=ed25519; p=MCowBQYDK2VwAyEA" SAMPLE_ED25519),
    .good = SAMPLE_SIGNER("v=DKIM1; k=ed25519; p=" SAMPLE_ED25519),
    .rungs = Rung::key_not_readable,
    .check = check};

}  // namespace mailauth::rules::dkim_ed25519_spki
