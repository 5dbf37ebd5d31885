#include <fmt/format.h>

#include "diagnosis/dkim.h"
#include "diagnosis/pasted.h"
#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_unrelated_txt {

namespace {

// Alone at a given selector it is dns-txt-not-a-policy, and at any other it may be a wildcard's.
bool is_in_the_way(const facts::DkimSelector& selector, const Facts& facts) {
  return !selector.keys.empty() || (!is_given(selector) && !facts.dkim.wildcard->failed());
}

// Other rules say more about what these are.
bool is_said_elsewhere(const Source& text, const facts::DkimSelector& selector, const Facts& facts) {
  return diagnosis::as_not_a_record(text, selector.name, facts.domain()) || is_private_key(text);
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::DkimSelector& selector : facts.dkim.selectors) {
    if (!is_in_the_way(selector, facts) || diagnosis::cut_key(selector.keys, selector.unrelated)) continue;
    for (const Source& other : selector.unrelated)
      if (!is_said_elsewhere(other, selector, facts))
        findings.add(other, other.whole(), "this does not belong here")
            .says(fmt::format("there is a TXT at the selector {} that is no key", selector.selector))
            .means("A verifier that takes it for the key fails the signature.");
  }
}

}  // namespace

extern const Rule rule{
    .id = "dkim-unrelated-txt",
    .severity = Severity::warning,
    .title = "There is a TXT at a selector that is no DKIM key",
    .reference = "RFC 6376 3.6.2.2, RFC 6376 6.1.2",
    .why = "Only the key belongs at a selector. Some verifiers take whichever TXT record comes first, find no key in "
           "this one, and fail the signature.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048 "\"\ns1._domainkey TXT \"some-service-verification=1"),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .wish = Wish::removal,
    .check = check};

}  // namespace mailauth::rules::dkim_unrelated_txt
