#include <fmt/format.h>

#include <algorithm>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_p_missing {

namespace {

const records::Tag* capital_p(const records::dkim::Record& key) {
  return records::find_tag(key.source, key.list, "P", records::NameCase::sensitive);
}

// What stands in front of it, or the mistake in its '=', is said by other rules.
bool is_elsewhere(const records::dkim::Record& key) {
  const auto is_key = [&](const records::Tag& tag) {
    return key.text(tag.name) == "p" || is_foreign_text(key, tag.span);
  };
  return std::any_of(key.list.tags.begin(), key.list.tags.end(), is_key) ||
         std::any_of(key.swallowed.begin(), key.swallowed.end(),
                     [&](const records::SwallowedTag& swallowed) { return is_key(swallowed.tag); });
}

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (key.p || is_elsewhere(key)) return;
    const uint32_t end = key.source.whole().end;
    const records::Tag* capital = capital_p(key);
    Finding& finding = capital != nullptr ? findings.add(key.source, capital->name, "write p here")
                                          : findings.add(key.source, {end, end}, "p= and the key are missing here");
    finding.says(fmt::format("the key record of the selector {} has no p=", selector.selector))
        .means("There is no key in it, so every signature made with this selector fails.");
    if (capital == nullptr) finding.note("Copy the whole record again from the service or server that signs the mail");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-p-missing",
    .severity = Severity::error,
    .title = "The DKIM key record has no p= tag",
    .reference = "RFC 6376 3.6.1",
    .why = "The key itself stands in p=. A record without it is no key: no signature made with this selector can be "
           "checked, and mail that is signed with it counts as unsigned.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa"),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .rungs = Rung::key_not_readable,
    .check = check};

}  // namespace mailauth::rules::dkim_p_missing
