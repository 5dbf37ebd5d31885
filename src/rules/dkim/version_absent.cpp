#include <fmt/format.h>

#include <algorithm>

#include "mailauth/rules/rule.h"
#include "mailauth/text/ascii.h"
#include "rules/dkim_help.h"
#include "rules/samples.h"

namespace mailauth::rules {

namespace {

bool is_version(const records::dkim::Record& key, Span name) {
  return text::equals_ignoring_case(key.text(name), "v");  // of any spelling: other rules say what is wrong with it
}

bool has_version(const records::dkim::Record& key) {
  return std::any_of(key.list.tags.begin(), key.list.tags.end(), [&](const records::Tag& tag) {
    return is_version(key, tag.name) || is_foreign_text(key, tag.span);
  });
}

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (!key.p || has_version(key)) return;
    findings.add(key.source, {0, 0}, "v=DKIM1; may stand here")
        .says(fmt::format("the DKIM key of the selector {} does not begin with v=DKIM1", selector.selector))
        .means("That is allowed; receivers use the key.");
  });
}

}  // namespace

extern const Rule dkim_version_absent{.id = "dkim-version-absent",
                                      .severity = Severity::info,
                                      .title = "The DKIM key has no v=DKIM1",
                                      .reference = "RFC 6376 3.6.1",
                                      .why = "v=DKIM1 is recommended and may be left out: nothing happens to mail. "
                                             "With it people and programs see at once what the record is.",
                                      .bad = SAMPLE_SIGNER("k=rsa; p=" SAMPLE_RSA_2048),
                                      .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
                                      .check = check};

}  // namespace mailauth::rules
