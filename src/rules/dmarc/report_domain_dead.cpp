#include <fmt/format.h>

#include "rules/dmarc/helpers/destinations.h"

namespace mailauth::rules::dmarc_report_domain_dead {

namespace {

using facts::ReportDestination;

// Empty when mail may arrive there.
std::string reason_why_not(const ReportDestination& destination) {
  if (destination.mx == nullptr) return "";
  if (destination.mx->outcome == dns::Outcome::no_domain) return "does not exist";
  const auto hosts = mx_records(*destination.mx);
  if (hosts.size() == 1 && hosts.front().exchange.is_root()) return "accepts no mail (null MX)";
  const auto is_absent = [](const dns::Answer* answer) { return answer != nullptr && answer->absent(); };
  const bool has_nothing = is_absent(destination.mx) && is_absent(destination.a) && is_absent(destination.aaaa);
  return has_nothing ? "has neither MX nor address" : "";
}

void check(const Facts& facts, Findings& findings) {
  for_each_destination(facts, [&](const Source& record, const ReportDestination& destination) {
    const std::string reason = reason_why_not(destination);
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
