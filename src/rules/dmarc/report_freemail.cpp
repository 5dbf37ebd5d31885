#include <fmt/format.h>

#include "rules/dmarc/helpers/destinations.h"

namespace mailauth::rules::dmarc_report_freemail {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_destination(facts, [&](const Source& record, const facts::ReportDestination& destination) {
    if (!is_free_mail(destination.host) || !is_unauthorised(destination)) return;
    findings.add(record, destination.uri, "write an address in your own domain here")
        .says(fmt::format("{} agrees to nobody's reports, so none are sent there", destination.host.text()));
  });
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-report-freemail",
    .severity = Severity::warning,
    .title = "Reports go to a mailbox at a public provider, which never agrees to receive them",
    .reference = "RFC 9990 4",
    .why = "Receivers send reports to another organization only when it agrees in its own DNS. Public mailbox "
           "providers do not: the reports are dropped without a word. Use an address in the domain itself, or a "
           "service for DMARC reports.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=none; rua=mailto:somebody@gmail.com"
gmail.com. MX 10 mail.gmail.com.)",
    .good = R"(@ MX 10 mail
mail A 192.0.2.25
_dmarc TXT "v=DMARC1; p=none; rua=mailto:somebody@example.com")",
    .rungs = Rung::address_elsewhere,
    .check = check};

}  // namespace mailauth::rules::dmarc_report_freemail
