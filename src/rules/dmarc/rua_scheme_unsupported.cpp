#include <fmt/format.h>

#include "diagnosis/dmarc.h"
#include "rules/dmarc/helpers/report_uris.h"
#include "text/quote.h"

namespace mailauth::rules::dmarc_rua_scheme_unsupported {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_report_uri(facts, [&](const ReportUri& item) {
    if (!diagnosis::has_other_scheme(item.record(), item.uri)) return;
    add(findings, item.subject, item.uri.span, "write mailto: and a mail address here")
        .says(fmt::format("receivers send no reports to {}", text::quote(item.text())));
  });
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-rua-scheme-unsupported",
    .severity = Severity::warning,
    .title = "A report address is no mail address, and receivers know no other way",
    .reference = "RFC 9989 4.7",
    .why = "Receivers have to support mailto: only. Reports to web addresses were planned once and are not sent by "
           "anybody.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; rua=https://reports.example.com/dmarc")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_rua_scheme_unsupported
