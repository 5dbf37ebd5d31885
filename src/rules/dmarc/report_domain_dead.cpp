#include <fmt/format.h>

#include "rules/dmarc/helpers/destinations.h"
#include "rules/report_mailbox.h"

namespace mailauth::rules::dmarc_report_domain_dead {

namespace {

using facts::ReportDestination;

void check(const Facts& facts, Findings& findings) {
  for_each_destination(facts, [&](const Source& record, const ReportDestination& destination) {
    const std::string reason = why_no_mail_arrives(destination.mx, destination.a, destination.aaaa);
    const bool is_explained = !is_gone(destination) && is_unauthorised(destination);
    if (reason.empty() || is_explained) return;
    Finding& finding = findings.add(record, destination.uri, "write an address that receives mail here");
    finding.says(fmt::format("{} {}, so no report arrives there", destination.host.text(), reason))
        .note(fmt::format("asked: {} MX, answer: {}", destination.host.text(), describe(destination.mx->outcome)));
    if (is_gone(destination) && destination.external)
      finding.note("if nobody owns the domain, whoever registers it can read the reports");
  });
}

}  // namespace

extern const Rule rule{.id = "dmarc-report-domain-dead",
                       .severity = Severity::error,
                       .title = "Reports go to a domain that cannot receive mail",
                       .reference = "RFC 5321 5.1, RFC 7505 3",
                       .why = "The reports of all receivers come back or are dropped, and nobody "
                              "sees who sends mail in the name of the domain.",
                       .bad = R"(@ MX 10 mail
mail A 192.0.2.25
_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@reports.example.com")",
                       .good = R"(@ MX 10 mail
mail A 192.0.2.25
reports MX 10 mail
_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@reports.example.com")",
                       .rungs = Rung::address_elsewhere,
                       .check = check};

}  // namespace mailauth::rules::dmarc_report_domain_dead
