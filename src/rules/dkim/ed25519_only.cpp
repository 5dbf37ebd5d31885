#include <fmt/format.h>

#include <algorithm>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_ed25519_only {

namespace {

// Another key may stand at a selector that did not answer.
bool is_complete(const facts::DkimFacts& dkim) {
  return dkim.unanswered == 0 && std::none_of(dkim.selectors.begin(), dkim.selectors.end(),
                                              [](const auto& selector) { return selector.answer->failed(); });
}

bool is_ed25519(const records::dkim::Record& key) { return key_type(key) == "ed25519"; }

void check(const Facts& facts, Findings& findings) {
  const auto usable = facts::usable_keys(facts.dkim);
  if (usable.empty() || !is_complete(facts.dkim)) return;
  for (const facts::DkimSelector* selector : usable)
    if (!std::all_of(selector->keys.begin(), selector->keys.end(), is_ed25519)) return;
  const facts::DkimSelector& first = *usable.front();
  const records::dkim::Record& key = first.keys.front();
  findings.add(key.source, before_swallowed(key, *key.k), "add an RSA key at another selector")
      .says(fmt::format("the only usable DKIM key{} of the domain {} of type Ed25519", usable.size() == 1 ? "" : "s",
                        usable.size() == 1 ? "is" : "are"))
      .means("Many receivers cannot check its signatures and take the mail as unsigned.")
      .note("Make an RSA key of 2048 bits, publish it at another selector, and sign with both");
}

}  // namespace

extern const Rule rule{.id = "dkim-ed25519-only",
                       .severity = Severity::warning,
                       .title = "The domain has only Ed25519 keys",
                       .reference = "RFC 8463 6",
                       .why = "Many receivers cannot check Ed25519 signatures yet: for them the mail is "
                              "unsigned. Until they can, mail is signed twice, with an RSA key beside it.",
                       .bad = SAMPLE_SIGNER("v=DKIM1; k=ed25519; p=" SAMPLE_ED25519),
                       .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
                       .rungs = Rung::weak_key,
                       .check = check};

}  // namespace mailauth::rules::dkim_ed25519_only
