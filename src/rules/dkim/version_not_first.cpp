#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_version_not_first {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.v || key.list.tags.empty() || key.list.tags.front().value == *key.v) return;
    const Span version = before_swallowed(key, *key.v);
    if (plain_value(key, version) != "DKIM1") return;  // dkim-version-invalid
    findings.add(key.source, version, "move this to the beginning")
        .says(fmt::format("v=DKIM1 is not the first tag of the key of the selector {}", selector.selector))
        .means("It must be; most verifiers accept it all the same.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-version-not-first",
    .severity = Severity::warning,
    .title = "v=DKIM1 is not the first tag of the DKIM key",
    .reference = "RFC 6376 3.6.1",
    .why = "When a key says v=DKIM1, that must be its first tag. The verifiers that were tried accept it elsewhere; "
           "one that follows the text does not.",
    .bad = SAMPLE_SIGNER("k=rsa; v=DKIM1; p=" SAMPLE_RSA_2048),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .check = check};

}  // namespace mailauth::rules::dkim_version_not_first
