#include <fmt/format.h>

#include "rules/report_mailbox.h"
#include "rules/rule.h"

namespace mailauth::rules::tlsrpt_rua_dead {

namespace {

// Empty when reports may arrive there.
std::string reason_why_not(const facts::TlsReportDestination& destination) {
  if (destination.mx != nullptr) return why_no_mail_arrives(destination.mx, destination.a, destination.aaaa);
  if (destination.a->outcome == dns::Outcome::no_domain) return "does not exist";
  return destination.a->absent() && destination.aaaa->absent() ? "has no address" : "";
}

void check(const Facts& facts, Findings& findings) {
  const records::tls_rpt::Record* record = facts.tls_rpt.record();
  if (record == nullptr) return;
  for (const facts::TlsReportDestination& destination : facts.tls_rpt.destinations)
    if (const std::string reason = reason_why_not(destination); !reason.empty())
      findings.add(record->source, destination.uri, "write an address that takes reports here")
          .says(fmt::format("{} {}, so no report about TLS arrives there", destination.host.text(), reason));
}

}  // namespace

extern const Rule rule{
    .id = "tlsrpt-rua-dead",
    .severity = Severity::warning,
    .title = "Reports about TLS go to a host that cannot take them",
    .reference = "RFC 8460 3, RFC 5321 5.1",
    .why = "The reports come back or are dropped, and nobody sees that mail to the domain cannot be encrypted.",
    .bad = R"(@ MX 10 mail
mail A 192.0.2.1
_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@reports.example.com"
)",
    .good = R"(@ MX 10 mail
mail A 192.0.2.1
reports MX 10 mail
_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@reports.example.com"
)",
    .rungs = Rung::address_elsewhere,
    .check = check};

}  // namespace mailauth::rules::tlsrpt_rua_dead
