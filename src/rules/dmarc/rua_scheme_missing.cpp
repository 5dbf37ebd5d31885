#include <fmt/format.h>

#include "diagnosis/dmarc.h"
#include "rules/dmarc/helpers/report_uris.h"
#include "text/quote.h"

namespace mailauth::rules::dmarc_rua_scheme_missing {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_report_uri(facts, [&](const ReportUri& item) {
    if (diagnosis::flaw_of(item.record(), item.uri) != diagnosis::UriFlaw::scheme_missing) return;
    add(findings, item.subject, {item.uri.span.begin, item.uri.span.begin}, "write mailto: here")
        .says(fmt::format("mailto: is missing before the report address {}", text::quote(item.text())));
  });
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-rua-scheme-missing",
    .severity = Severity::error,
    .title = "A report address lacks mailto: in front of it",
    .reference = "RFC 9989 4.7, RFC 3986 3.1",
    .why = "rua= and ruf= hold URIs, so every address begins with mailto:, the second of a list as well as the first. "
           "Receivers keep the text as it is and send nothing there, and nobody says so.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=none; rua=dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com")",
    .rungs = Rung::address_not_readable,
    .check = check};

}  // namespace mailauth::rules::dmarc_rua_scheme_missing
