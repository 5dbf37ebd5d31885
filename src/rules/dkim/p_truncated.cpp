#include <fmt/format.h>

#include "diagnosis/dkim.h"
#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_p_truncated {

namespace {

constexpr std::size_t longest_string = 255;  // of a TXT record, RFC 1035 3.3

// A panel that keeps only the first string; some count the final quote or blank as well.
bool ends_with_first_string(const Source& source) {
  return source.text.size() == longest_string || source.text.size() == longest_string + 1;
}

// Not cut off, but cut into several records.
void report_parts(const facts::DkimSelector& selector, const diagnosis::CutKey& cut, Findings& findings) {
  const Source& beginning = *cut.parts.front();
  Finding& finding = findings.add(beginning, {beginning.whole().end, beginning.whole().end},
                                  "the rest stands in another record: write it here");
  finding
      .says(fmt::format("the DKIM key of the selector {} is cut into {} TXT records", selector.selector,
                        cut.parts.size()))
      .means("Verifiers do not put records together, so every signature made with this selector fails.")
      .note("What is longer than 255 bytes is several strings of one record: \"first part\" \"second part\"")
      .publish(selector.answer->owner(), cut.text);
  for (const Source* part : cut.parts) finding.fix->replaces.push_back(*part);
  finding.fix->changes = {fmt::format("{} records became one", cut.parts.size())};
}

void check(const Facts& facts, Findings& findings) {
  for_each_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (key.key.form != records::dkim::Form::truncated || !key.p) return;
    if (const auto cut = diagnosis::cut_key(selector.keys, selector.unrelated)) {
      if (*cut->parts.front() == key.source) report_parts(selector, *cut, findings);
      return;
    }
    Finding& finding = findings.add(key.source, {key.p->end, key.p->end}, "the rest of the key is missing here");
    finding
        .says(fmt::format("the DKIM key of the selector {} is cut off: {} of {} bytes are there", selector.selector,
                          key.key.bytes, key.key.bytes_needed))
        .means("Verifiers cannot read half a key, so every signature made with this selector fails.");
    if (ends_with_first_string(key.source))
      finding.note(fmt::format("The record is cut at {} bytes: that is all that one string of a TXT record holds",
                               longest_string));
    finding.note("Copy the whole key again, as several strings of one record: \"first part\" \"second part\"");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-p-truncated",
    .severity = Severity::error,
    .title = "The end of the DKIM key is missing",
    .reference = "RFC 6376 3.6.2.2, RFC 1035 3.3",
    .why = "One string of a TXT record holds 255 bytes, and a key of 2048 bits is longer. Some panels cut it there "
           "without a word instead of writing it as two strings. Half a key verifies nothing: mail that is signed "
           "with it counts as unsigned.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048_CUT),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .check = check};

}  // namespace mailauth::rules::dkim_p_truncated
