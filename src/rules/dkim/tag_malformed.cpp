#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"
#include "text/quote.h"

namespace mailauth::rules::dkim_tag_malformed {

namespace {

bool is_malformed(const records::dkim::Record& key, const records::Tag& tag) {
  return !tag.span.empty() && key.text(tag.separator) != "=" && !is_foreign_text(key, tag.span);
}

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    for (const records::Tag& tag : key.list.tags) {
      if (!is_malformed(key, tag)) continue;
      const bool has_colon = !tag.separator.empty();
      Finding& finding = has_colon ? findings.add(key.source, tag.separator, "write '=' here")
                                   : findings.add(key.source, tag.span, "this is no tag: remove it");
      finding
          .says(has_colon ? fmt::format("':' stands behind {} where '=' belongs", key.text(tag.name))
                          : fmt::format("{} is not of the form tag=value", text::quote(key.text(tag.span))))
          .means(fmt::format("Most verifiers discard the key of the selector {} for it.", selector.selector));
    }
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-tag-malformed",
    .severity = Severity::error,
    .title = "A part of the DKIM key is not of the form tag=value",
    .reference = "RFC 6376 3.2, RFC 6376 6.1.2",
    .why = "A key is a list of tags, each a name, '=' and a value. A verifier that meets anything else may discard the "
           "whole record, and most do: then no signature made with this selector passes.",
    .bad = SAMPLE_SIGNER("v:DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .rungs = Rung::key_not_readable,
    .check = check};

}  // namespace mailauth::rules::dkim_tag_malformed
