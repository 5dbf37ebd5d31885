#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"
#include "text/quote.h"

namespace mailauth::rules::dkim_version_invalid {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.v) return;
    const Span version = before_swallowed(key, *key.v);
    if (plain_value(key, version) == "DKIM1") return;
    findings.add(key.source, version, "write DKIM1 here")
        .says(fmt::format("the DKIM key of the selector {} has the version {}, which does not exist", selector.selector,
                          text::quote(key.text(version))))
        .means("Verifiers discard the key, so every signature made with this selector fails.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-version-invalid",
    .severity = Severity::error,
    .title = "The version of the DKIM key is not DKIM1",
    .reference = "RFC 6376 3.6.1",
    .why = "A key may say v=DKIM1, in exactly these letters, or nothing. Verifiers drop a key of any other version, so "
           "mail that is signed with it counts as unsigned.",
    .bad = SAMPLE_SIGNER("v=DKIM1.0; k=rsa; p=" SAMPLE_RSA_2048),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .rungs = Rung::key_not_readable,
    .check = check};

}  // namespace mailauth::rules::dkim_version_invalid
