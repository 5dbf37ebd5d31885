#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"
#include "text/ascii.h"

namespace mailauth::rules::dkim_tag_case {

namespace {

bool is_in_wrong_case(std::string_view name) {
  return !records::dkim::is_known_tag(name) && records::dkim::is_known_tag(text::to_lower(name));
}

Finding& report(const records::dkim::Record& key, Span span, std::string_view wrong, Findings& findings) {
  return findings.add(key.source, span, fmt::format("write {} here", text::to_lower(wrong)))
      .says(fmt::format("{} is not in lower case", wrong));
}

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector&, const records::dkim::Record& key) {
    for (const records::Tag& tag : key.list.tags) {
      const bool is_lost_key = key.text(tag.name) == "P" && !key.p;  // dkim-p-missing
      if (is_in_wrong_case(key.text(tag.name)) && !is_lost_key)
        report(key, tag.name, key.text(tag.name), findings)
            .means("Case matters in names: verifiers do not recognise it.");
    }
    if (!key.k) return;
    const std::string type = plain_value(key, *key.k);
    if (is_key_type(key_type(key)) && type != key_type(key))
      report(key, before_swallowed(key, *key.k), type, findings)
          .means(
              "Case matters in values, too: verifiers ignore a key of a type that they do not know, so signatures made "
              "with this selector fail.")
          .with(Severity::error);
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-tag-case",
    .severity = Severity::warning,
    .title = "A tag or the key type of the DKIM key is not in lower case",
    .reference = "RFC 6376 3.2",
    .why = "Names of tags are case-sensitive and in lower case. Verifiers pass over K= as a tag that nobody knows. The "
           "same goes for values: k=RSA is no type that exists, and two of three verifiers that were tried refuse it.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=RSA; p=" SAMPLE_RSA_2048),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .rungs = Rung::key_not_readable,
    .check = check};

}  // namespace mailauth::rules::dkim_tag_case
