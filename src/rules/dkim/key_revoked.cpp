#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_key_revoked {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.revoked()) return;
    Finding& finding = findings.add(key.source, *key.p, "the key is missing here");
    finding.says(fmt::format("the DKIM key of the selector {} is revoked: p= is empty", selector.selector));
    // Revoking is how a key is retired. That is wrong only where somebody still signs with it.
    if (is_given(selector) && !facts::is_parked(facts))
      finding.means(
          "Every signature made with this selector fails. Publish a new key at a new selector and sign with that.");
    else
      finding.with(Severity::info).means("Nothing is to be done if nobody signs with it any more.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-key-revoked",
    .severity = Severity::error,
    .title = "The DKIM key of this selector is revoked",
    .reference = "RFC 6376 3.6.1, RFC 6376 6.1.2",
    .why = "An empty p= tells receivers that the key has been withdrawn and that every signature made with it is to be "
           "refused. That is right for a retired key. Mail that is still signed with it loses its DKIM pass.",
    .bad = SAMPLE_SIGNER("v=DKIM1; p="),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .rungs = Rung::no_key,
    .check = check};

}  // namespace mailauth::rules::dkim_key_revoked
