#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::rules::dkim_wrong_separator {

namespace {

// Blanks in its place are dkim-missing-semicolon. Notes are free text, unless they swallowed the key.
bool is_wrong(const records::dkim::Record& key, Span separator) {
  return !text::trim(key.text(separator)).empty() && !(key.n && key.p && key.n->contains(separator));
}

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    for (const records::SwallowedTag& swallowed : key.swallowed) {
      if (!is_wrong(key, swallowed.separator)) continue;
      findings.add(key.source, swallowed.separator, "write ';' here")
          .says(fmt::format("{} stands before {}= where ';' belongs",
                            text::quote(text::trim(key.text(swallowed.separator))), key.text(swallowed.tag.name)))
          .means(fmt::format("Verifiers cannot read the key of the selector {}, so its signatures fail.",
                             selector.selector));
    }
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-wrong-separator",
    .severity = Severity::error,
    .title = "Two tags of the DKIM key are not separated by ';'",
    .reference = "RFC 6376 3.2",
    .why = "Tags are separated by ';' and by nothing else. With a comma or another sign there, what follows becomes "
           "part of the value before it, and verifiers cannot use the key.",
    .bad = SAMPLE_SIGNER("v=DKIM1, k=rsa, p=" SAMPLE_RSA_2048),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .rungs = Rung::key_not_readable,
    .check = check};

}  // namespace mailauth::rules::dkim_wrong_separator
