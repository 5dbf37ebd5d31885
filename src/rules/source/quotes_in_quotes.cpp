#include <algorithm>

#include "rules/policy_text.h"
#include "rules/source_help.h"

namespace mailauth::rules {

namespace {

std::string without_quotes(std::string text) {
  std::erase(text, '"');
  return text;
}

void check_record(const inputs::Record& record, Findings& findings) {
  const Source text = published_text(record);
  const std::vector<Span> quotes = stray_quotes(text.text);
  const std::string meant = without_quotes(text.text);
  if (quotes.empty() || !begins_as_policy(meant)) return;
  Finding& finding = findings.add(record.written_data, written_span(record, quotes.front()), "remove this");
  finding.says("quotes inside of the quotes become part of the record");
  if (quotes.size() > 1) finding.mark(written_span(record, quotes.back()), "remove this");
  rewrite(finding, record, dns::cut_into_strings(meant));
}

void check(const Facts& facts, Findings& findings) {
  for (const inputs::Record* record : published(facts))
    if (is_txt(*record) && record->data) check_record(*record, findings);
}

}  // namespace

extern const Rule source_quotes_in_quotes{
    .id = "source-quotes-in-quotes",
    .severity = Severity::error,
    .title = "The record is written with quotes inside of its quotes",
    .reference = "RFC 1035 5.1",
    .why = "Quotes belong to the way a record is written. A second pair inside of them is published as data: the text "
           "then begins with a quote and not with the version, and receivers ignore it.",
    .bad = R"(;! --input zone
@ TXT "\"v=spf1 -all\""
_dmarc TXT "v=DMARC1; p=reject"
)",
    .good = R"(;! --input zone
@ TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject"
)",
    .check = check};

}  // namespace mailauth::rules
