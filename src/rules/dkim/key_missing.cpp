#include <fmt/format.h>

#include <algorithm>

#include "facts/wildcard.h"
#include "rules/dkim/helpers/advice.h"
#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"
#include "rules/ses/helpers/identities.h"

namespace mailauth::rules::dkim_key_missing {

namespace {

// Neither TXT nor CNAME, but for those of a wildcard. A CNAME that leads nowhere is dns-cname-chain-broken. Where the
// key went, or what is there instead, is said by dns-name-doubled, dkim-wrong-name and dkim-cname-proxied.
bool is_missing(const Facts& facts, const facts::DkimSelector& selector) {
  if (!is_given(selector) || has_impossible_name(selector) || selector.answer == nullptr) return false;
  if (selector.keys.empty() && facts::wildcard_behind(facts, *selector.answer)) return true;
  return selector.answer->absent() && selector.answer->cnames.empty() && selector.strays.empty() &&
         selector.address == nullptr && (selector.doubled == nullptr || !selector.doubled->found());
}

void advise(const facts::DkimSelector& selector, const Facts& facts, Finding& finding) {
  if (facts::amazon_ses::is_token(selector.selector)) {
    if (const auto target = ses_dkim_target(facts, selector.selector))
      finding.publish(selector.name, dns::Type::cname, *target);
    else
      finding.note("This looks like a token of Amazon SES: copy the CNAME record from its console (Identities, DKIM)");
    return;
  }
  for (const facts::RecognisedService& recognised : facts.services) {
    const auto& selectors = recognised.service->selectors;
    if (std::find(selectors.begin(), selectors.end(), selector.selector) != selectors.end())
      finding.note(advice_on_new_keys(*recognised.service));
  }
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::DkimSelector& selector : facts.dkim.selectors) {
    if (!is_missing(facts, selector)) continue;
    Finding& finding = findings.add(selector.name, dns::Type::txt);
    finding.says(fmt::format("there is no DKIM key at the selector {}", selector.selector))
        .means("Every signature made with this selector fails: receivers find no key to check it with.")
        .note(fmt::format("asked: {} TXT, answer: {}", selector.name.text(), describe(selector.answer->outcome)));
    if (const auto wildcard = facts::wildcard_behind(facts, *selector.answer))
      finding.note(fmt::format("what answers there is the wildcard {}", wildcard->text()));
    advise(selector, facts, finding);
  }
}

}  // namespace

extern const Rule rule{
    .id = "dkim-key-missing",
    .severity = Severity::error,
    .title = "A DKIM selector that is in use has no key",
    .reference = "RFC 6376 6.1.2",
    .why = "A signature names the selector under which receivers look for the key. Without a record there, all mail "
           "that is signed with this selector counts as unsigned, and under DMARC it depends on SPF alone.",
    .bad = ";! --selector s2\n" SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .check = check};

}  // namespace mailauth::rules::dkim_key_missing
