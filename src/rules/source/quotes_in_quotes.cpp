#include <algorithm>

#include "diagnosis/characters.h"
#include "rules/source/helpers/published.h"

namespace mailauth::rules::source_quotes_in_quotes {

namespace {

void check_record(const inputs::Record& record, Findings& findings) {
  const Source text = published_text(record);
  const std::vector<Span> quotes = diagnosis::stray_quotes(text.text);
  const std::string meant = diagnosis::without_quotes(text.text);
  if (quotes.empty() || !begins_as_policy(meant)) return;
  Finding& finding = findings.add(data_of(record), written_span(record, quotes.front()), "remove this");
  finding.says("quotes inside of the quotes become part of the record");
  if (quotes.size() > 1) finding.mark(written_span(record, quotes.back()), "remove this");
  rewrite(finding, record, dns::cut_into_strings(meant));
}

// Terraform's aws provider adds the quotes. A text that has its own goes to Route 53 with two pairs, which refuses it.
bool has_quotes_of_its_own(const inputs::Record& record) {
  const std::string_view text = record.written_data.text;
  const bool is_of_aws = record.place && record.place->within.find("aws_route53_record.") != std::string::npos;
  return is_of_aws && record.unread == inputs::Unread::unreadable && text.size() > 2 && text.starts_with('"') &&
         text.ends_with('"');
}

void check_refused(const inputs::Record& record, Findings& findings) {
  const Span whole = record.written_data.whole();
  Finding& finding = findings.add(data_of(record), {0, 1}, "remove this");
  finding.mark({whole.end - 1, whole.end}, "remove this");
  finding.says("the aws provider of Terraform adds quotes around these, and Route 53 refuses the record");
  rewrite(finding, record, dns::cut_into_strings(inputs::said(record, whole)));
}

void check(const Facts& facts, Findings& findings) {
  for (const inputs::Record* record : published(facts)) {
    if (!is_txt(*record)) continue;
    if (record->data) check_record(*record, findings);
    if (has_quotes_of_its_own(*record)) check_refused(*record, findings);
  }
}

}  // namespace

extern const Rule rule{
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

}  // namespace mailauth::rules::source_quotes_in_quotes
