#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_key_reused {

namespace {

// What stands behind a CNAME is the service's business, which may well use one key for two names.
bool is_own(const facts::DkimSelector& selector) {
  return selector.answer != nullptr && selector.answer->cnames.empty();
}

// Within one domain it is only untidy: nobody else can sign with it.
void check(const Facts& facts, Findings& findings) {
  std::map<std::vector<uint8_t>, std::string> first_selector;
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.p || key.key.spki.empty() || !is_own(selector)) return;
    const auto [first, is_new] = first_selector.emplace(key.key.spki, selector.selector);
    if (is_new || first->second == selector.selector) return;
    findings.add(key.source, *key.p, "one key for each selector")
        .with(Severity::info)
        .says(fmt::format("the key of the selector {} is the one of {}", selector.selector, first->second))
        .means("They can only be retired together.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-key-reused",
    .severity = Severity::warning,
    .title = "The same DKIM key stands at several selectors",
    .reference = "RFC 5863 3.1",
    .why = "Each selector has a key of its own, so that one of them can be retired when it is lost. A key that stands "
           "at several is lost at all of them at once.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048 "\"\ns2._domainkey TXT \"v=DKIM1; p=" SAMPLE_RSA_2048),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .check = check};

}  // namespace mailauth::rules::dkim_key_reused
