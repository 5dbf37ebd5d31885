#include <fmt/format.h>

#include <algorithm>

#include "diagnosis/markup.h"
#include "rules/dns/helpers/policy_texts.h"
#include "rules/rule.h"
#include "text/quote.h"

namespace mailauth::rules::dns_txt_markup {

namespace {

constexpr std::size_t max_marks = 12;

std::string advice(const diagnosis::Markup& markup) {
  if (!markup.meant) return "write the character itself here";
  if (*markup.meant == "\"") return "remove this quote";
  return *markup.meant == " " ? "write a space here" : fmt::format("write {} here", text::quote(*markup.meant));
}

void report(const Source& source, const std::vector<diagnosis::Markup>& markups, Findings& findings) {
  Finding& finding = findings.add(source, markups.front().span, advice(markups.front()));
  finding.says(fmt::format("{} is part of the record: it comes from a web page or an address line, where it stands for "
                           "another character",
                           text::quote(source.at(markups.front().span))));
  for (std::size_t at = 1; at < std::min(markups.size(), max_marks); ++at)
    finding.mark(markups[at].span, advice(markups[at]));
}

void check(const Facts& facts, Findings& findings) {
  for (const Source& source : policy_texts(facts))
    if (const auto markups = diagnosis::find_markup(source.text); !markups.empty()) report(source, markups, findings);
}

}  // namespace

extern const Rule rule{
    .id = "dns-txt-markup",
    .severity = Severity::error,
    .title = "Escapes of web pages or URLs are part of the record",
    .reference = "RFC 9989 4.8, RFC 7208 12",
    .why = "What a web page shows as a quote or a space may be copied as &quot; or &nbsp;. Receivers do not know these "
           "escapes: they drop the record, or the part around them.",
    .bad = R"(@ TXT "v=spf1 -all"
_dmarc TXT "&quot;v=DMARC1; p=reject&quot;"
)",
    .good = R"(@ TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject"
)",
    .rungs = Rung::no_policy_in_force | Rung::key_not_readable | Rung::no_spf_in_force,
    .reports = diagnosis::Problem::txt_markup,
    .check = check};

}  // namespace mailauth::rules::dns_txt_markup
