#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_granularity_tag {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.g) return;
    const records::Tag* tag = records::find_tag(key.source, key.list, "g", records::NameCase::sensitive);
    findings.add(key.source, tag->span, "remove this tag")
        .says(fmt::format("the DKIM key of the selector {} has g=, which is obsolete", selector.selector))
        .means(key.g->empty() ? "An old verifier takes it to mean that no sender may use the key."
                              : "An old verifier takes it to mean that only some senders may use the key.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-granularity-tag",
    .severity = Severity::warning,
    .title = "The DKIM key has a g= tag, which is obsolete",
    .reference = "RFC 6376 C.2, RFC 6376 E",
    .why = "g= was dropped from DKIM in 2011. Verifiers of today pass over it; for those that still know it, an empty "
           "g= matches no sender at all and their check fails.",
    .bad = SAMPLE_SIGNER("v=DKIM1; g=; k=rsa; p=" SAMPLE_RSA_2048),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .check = check};

}  // namespace mailauth::rules::dkim_granularity_tag
