#include <algorithm>

#include "diagnosis/characters.h"
#include "rules/dns/helpers/policy_texts.h"
#include "rules/rule.h"

namespace mailauth::rules::dns_txt_quotes_inside {

namespace {

constexpr std::size_t max_marks = 12;

void check(const Facts& facts, Findings& findings) {
  for (const Source& source : policy_texts(facts)) {
    const std::vector<Span> quotes = diagnosis::stray_quotes(source.text);
    if (quotes.empty()) continue;
    Finding& finding = findings.add(source, quotes.front(), "remove this");
    finding.says("quotes are part of the record, so that it is not what it seems to be");
    for (std::size_t at = 1; at < std::min(quotes.size(), max_marks); ++at) finding.mark(quotes[at], "remove this");
  }
}

}  // namespace

extern const Rule rule{
    .id = "dns-txt-quotes-inside",
    .severity = Severity::error,
    .title = "Quotes are part of the record's data",
    .reference = "RFC 1035 5.1",
    .why = "Quotes belong to the way zone files are written, not to the record. A DNS panel that adds them by itself "
           "stores those that were pasted as data, and receivers then do not recognise the record or a part of it.",
    .bad = R"(@ TXT "\"v=spf1 -all\""
_dmarc TXT "v=DMARC1; p=reject"
)",
    .good = R"(@ TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject"
)",
    .rungs = Rung::no_policy_in_force | Rung::key_not_readable | Rung::no_spf_in_force,
    .reports = diagnosis::Problem::txt_quotes_inside,
    .check = check};

}  // namespace mailauth::rules::dns_txt_quotes_inside
