#include <fmt/format.h>

#include "diagnosis/dmarc.h"
#include "rules/dmarc/helpers/report_uris.h"
#include "text/quote.h"

namespace mailauth::rules::dmarc_rua_reserved_char {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_report_uri(facts, [&](const ReportUri& item) {
    if (diagnosis::flaw_of(item.record(), item.uri) != diagnosis::UriFlaw::reserved) return;
    const auto mark = static_cast<uint32_t>(item.uri.span.begin + item.text().find('!'));
    add(findings, item.subject, {mark, mark + 1}, "write %21 here")
        .says(fmt::format("older receivers take what follows '!' in {} for a size limit", text::quote(item.text())));
  });
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-rua-reserved-char",
    .severity = Severity::warning,
    .title = "'!' in a report address is not encoded",
    .reference = "RFC 9989 4.8",
    .why =
        "'!' separated the address from a limit on the size of reports. In an address it has to be written as %21, or "
        "the reports go elsewhere or nowhere.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc!all@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc%21all@example.com")",
    .rungs = Rung::address_not_readable,
    .check = check};

}  // namespace mailauth::rules::dmarc_rua_reserved_char
