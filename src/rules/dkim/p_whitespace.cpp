#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_p_whitespace {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.p || !key.p_bytes.has_blanks || key.p_bytes.fault || !key.swallowed.empty()) return;
    const auto at = static_cast<uint32_t>(key.p->begin + key.text(*key.p).find_first_of(" \t\r\n"));
    findings.add(key.source, {at, at + 1}, "this blank is not needed")
        .says(fmt::format("there are blanks inside of the DKIM key of the selector {}", selector.selector))
        .means("That is allowed; receivers use the key.");
  });
}

}  // namespace

extern const Rule rule{.id = "dkim-p-whitespace",
                       .severity = Severity::info,
                       .title = "There are blanks inside of the DKIM key",
                       .reference = "RFC 6376 3.6.1",
                       .why = "Blanks inside of p= are allowed, and verifiers remove them. Some panels "
                              "and scripts that handle the record do not.",
                       .bad = SAMPLE_SIGNER("v=DKIM1; k=ed25519; p=" SAMPLE_ED25519_BLANK),
                       .good = SAMPLE_SIGNER("v=DKIM1; k=ed25519; p=" SAMPLE_ED25519),
                       .check = check};

}  // namespace mailauth::rules::dkim_p_whitespace
