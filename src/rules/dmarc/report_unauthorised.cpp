#include <fmt/format.h>

#include "rules/dmarc/helpers/destinations.h"

namespace mailauth::rules::dmarc_report_unauthorised {

namespace {

using facts::ReportDestination;

Finding& report(const Source& record, const ReportDestination& destination, Findings& findings) {
  const std::string& host = destination.host.text();
  return findings.add(record, destination.uri, fmt::format("{} has not agreed to this", host))
      .says(fmt::format("{} has not agreed to receive reports about this domain, so none are sent there", host))
      .note(fmt::format("asked: {} TXT, answer: {}", destination.authorisation_name.text(),
                        describe(destination.authorisation->outcome)))
      .note(fmt::format("whoever runs {} has to publish the record below, or use an address in your own domain", host))
      .publish(destination.authorisation_name, "v=DMARC1");
}

void check(const Facts& facts, Findings& findings) {
  for_each_destination(facts, [&](const Source& record, const ReportDestination& destination) {
    const bool is_explained = is_gone(destination) || is_free_mail(destination.host);
    if (is_unauthorised(destination) && !is_explained) report(record, destination, findings);
  });
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-report-unauthorised",
    .severity = Severity::error,
    .title = "Reports go to another organization, which has not agreed to receive them",
    .reference = "RFC 9990 4, RFC 7489 7.1",
    .why = "So that nobody can have a stranger flooded with reports, receivers send them to another organization only "
           "when it "
           "agrees with a record in its own DNS. Without it the reports are dropped without a word.",
    .bad = R"(
_dmarc TXT "v=DMARC1; p=none; rua=mailto:reports@example.net"
example.net. MX 10 mail.example.net.
)",
    .good = R"(
_dmarc TXT "v=DMARC1; p=none; rua=mailto:reports@example.net"
example.net. MX 10 mail.example.net.
example.com._report._dmarc.example.net. TXT "v=DMARC1"
)",
    .rungs = Rung::address_elsewhere,
    .check = check};

}  // namespace mailauth::rules::dmarc_report_unauthorised
