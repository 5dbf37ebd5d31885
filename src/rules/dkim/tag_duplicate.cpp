#include <fmt/format.h>

#include <map>
#include <string_view>
#include <vector>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_tag_duplicate {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_key(facts, [&](const facts::DkimSelector&, const records::dkim::Record& key) {
    std::map<std::string_view, std::vector<Span>> places;
    for (const records::Tag& tag : key.list.tags)
      if (key.text(tag.separator) == "=") places[key.text(tag.name)].push_back(tag.span);
    for (const auto& [name, spans] : places) {
      if (spans.size() < 2) continue;
      Finding& finding = findings.add(key.source, spans[1], "keep only one of them");
      for (std::size_t i = 2; i < spans.size(); ++i) finding.mark(spans[i], "and this one");
      finding.says(fmt::format("{}= occurs {} times in one DKIM key", name, spans.size()))
          .means("Strict verifiers discard the key; which of the values the others take is their choice.");
    }
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-tag-duplicate",
    .severity = Severity::error,
    .title = "A tag occurs more than once in the DKIM key",
    .reference = "RFC 6376 3.2",
    .why = "A tag may occur once. A strict verifier discards a record that has one twice, others take the first or the "
           "last of them: whether signatures pass depends on the receiver.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; k=rsa; p=" SAMPLE_RSA_2048),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .rungs = Rung::key_not_readable,
    .check = check};

}  // namespace mailauth::rules::dkim_tag_duplicate
