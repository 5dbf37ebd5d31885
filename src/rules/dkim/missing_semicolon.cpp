#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"
#include "text/ascii.h"

namespace mailauth::rules::dkim_missing_semicolon {

namespace {

// ',' and the like in its place are another mistake.
std::vector<records::SwallowedTag> after_blanks(const records::dkim::Record& key) {
  std::vector<records::SwallowedTag> found = key.swallowed;
  std::erase_if(found, [&](const records::SwallowedTag& swallowed) {
    return !text::trim(key.text(swallowed.separator)).empty();
  });
  return found;
}

void check(const Facts& facts, Findings& findings) {
  for_each_key(facts, [&](const facts::DkimSelector&, const records::dkim::Record& key) {
    const auto swallowed = after_blanks(key);
    if (swallowed.empty()) return;
    const auto place = [](const records::SwallowedTag& tag) { return Span{tag.separator.begin, tag.separator.begin}; };
    Finding& finding = findings.add(key.source, place(swallowed.front()), "write ';' here");
    for (std::size_t i = 1; i < swallowed.size(); ++i) finding.mark(place(swallowed[i]), "write ';' here");
    finding.says(fmt::format("';' is missing before {}=", key.text(swallowed.front().tag.name)))
        .means("Verifiers cannot read the record, so every signature made with this selector fails.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-missing-semicolon",
    .severity = Severity::error,
    .title = "A ';' is missing between two tags of the DKIM key",
    .reference = "RFC 6376 3.2",
    .why = "Tags are separated by ';'. Without it the second tag becomes part of the first one's value. Every verifier "
           "that was tried drops such a key, so no signature made with this selector can pass.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa p=" SAMPLE_RSA_2048),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .rungs = Rung::key_not_readable,
    .check = check};

}  // namespace mailauth::rules::dkim_missing_semicolon
