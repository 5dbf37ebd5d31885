#include <fmt/format.h>

#include "diagnosis/dmarc.h"
#include "rules/dmarc/helpers/report_uris.h"
#include "text/quote.h"

namespace mailauth::rules::dmarc_rua_malformed {

namespace {

std::string advice_for(std::string_view item) {
  const auto meant = diagnosis::meant_uris(item);
  if (meant.empty()) return "write an address like mailto:dmarc@example.com here";
  return fmt::format("write {} here", fmt::join(meant, ","));
}

void check(const Facts& facts, Findings& findings) {
  for_each_report_uri(facts, [&](const ReportUri& item) {
    if (diagnosis::flaw_of(item.record(), item.uri) != diagnosis::UriFlaw::malformed) return;
    add(findings, item.subject, item.uri.span, advice_for(item.text()))
        .says(fmt::format("{} is no address that a report can be sent to", text::quote(item.text())));
  });
}

}  // namespace

extern const Rule rule{.id = "dmarc-rua-malformed",
                       .severity = Severity::error,
                       .title = "A report address is not written as mailto:somebody@example.com",
                       .reference = "RFC 9989 4.8, RFC 6068 2",
                       .why = "Receivers send reports only to addresses of the form "
                              "mailto:somebody@example.com, with commas between several of "
                              "them. With any other text nothing is sent, and nobody says so.",
                       .bad = R"(_dmarc TXT "v=DMARC1; p=none; rua=maito:dmarc@example.com")",
                       .good = R"(_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com")",
                       .rungs = Rung::address_not_readable,
                       .check = check};

}  // namespace mailauth::rules::dmarc_rua_malformed
