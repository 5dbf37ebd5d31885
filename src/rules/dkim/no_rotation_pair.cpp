#include <fmt/format.h>

#include <algorithm>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/past.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_no_rotation_pair {

namespace {

using facts::DkimSelector;

bool is_all_known(const facts::DkimFacts& dkim) {
  const auto failed = [](const DkimSelector& selector) { return selector.answer && selector.answer->failed(); };
  return !dkim.domainkey->failed() && dkim.unanswered == 0 && std::ranges::none_of(dkim.selectors, failed);
}

// The only one, published by the domain itself: keys behind a CNAME are rotated by those who own its target.
const DkimSelector* only_key(const facts::DkimFacts& dkim) {
  const auto usable = facts::usable_keys(dkim);
  if (usable.size() != 1 || !is_all_known(dkim)) return nullptr;
  const DkimSelector* selector = usable.front();
  return selector->keys.size() == 1 && selector->answer->cnames.empty() ? selector : nullptr;
}

void check(const Facts& facts, Findings& findings) {
  const std::optional<facts::Past>& past = facts.request.past;
  if (!past || past->keys.empty()) return;
  const DkimSelector* selector = only_key(facts.dkim);
  if (selector == nullptr) return;
  const records::dkim::Record& key = selector->keys.front();
  const auto known = std::ranges::find(past->keys, fingerprint(key.key), &facts::PastKey::fingerprint);
  if (known == past->keys.end() || !is_stale(known->since, *past)) return;
  findings.add(key.source, *key.p, "publish a new key at a second selector, sign with it, then remove this one")
      .says(fmt::format("the key of the selector {} has been the same {}, and no second one is known",
                        selector->selector, since_when(known->since, *past)))
      .note(sightings(known->since, *past));
}

}  // namespace

extern const Rule rule{
    .id = "dkim-no-rotation-pair",
    .severity = Severity::info,
    .title = "The only DKIM key has been the same for more than 180 days",
    .reference = "RFC 5863 3.5",
    .why = "Whoever has copied the private key in all that time can sign as the domain until the key is replaced. "
           "With two selectors that is done without losing a signature: the new key is published at the one that is "
           "not in use, mail is signed with it, and the old key goes when no mail is under way any more. Only a "
           "history of sweeps knows how long a key has been there.",
    .bad = ";! --past 2026-05-01 " SAMPLE_RSA_2048_FINGERPRINT "\n" SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .good =
        ";! --past 2026-10-01 " SAMPLE_RSA_2048_FINGERPRINT "\n" SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .check = check};

}  // namespace mailauth::rules::dkim_no_rotation_pair
