#include <algorithm>

#include <fmt/format.h>

#include "rules/dmarc/helpers/destinations.h"

namespace mailauth::rules::dmarc_report_override {

namespace {

namespace dmarc = records::dmarc;

// Where the owner of the host sends the reports on to: the first record that says so.
std::optional<dmarc::Record> override_of(const facts::ReportDestination& destination) {
  if (!destination.authorised) return std::nullopt;
  for (const Source& source : txt_sources(*destination.authorisation))
    if (dmarc::Record record = dmarc::parse(source); dmarc::is_dmarc(record) && !record.rua.empty()) return record;
  return std::nullopt;
}

bool keeps_host(const dmarc::Record& record, const dns::Name& host) {
  return std::all_of(record.rua.begin(), record.rua.end(), [&](const dmarc::Uri& uri) {
    return dns::Name::parse_unescaped(record.text(uri.domain)) == host;
  });
}

void check(const Facts& facts, Findings& findings) {
  for_each_destination(facts, [&](const Source& record, const facts::ReportDestination& destination) {
    const auto other = override_of(destination);
    if (!other || destination.failure_report) return;
    Finding& finding = findings.add(record, destination.uri, "its owner chose another address");
    finding.note(fmt::format("at {}: {}", destination.authorisation_name.text(), other->source.text));
    if (keeps_host(*other, destination.host))
      finding.says(fmt::format("{} has the reports sent to another address of its own", destination.host.text()));
    else
      finding.with(Severity::error)
          .says(fmt::format("{} wants the reports sent to another host, which is not allowed: none are sent",
                            destination.host.text()));
  });
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-report-override",
    .severity = Severity::info,
    .title = "The receiver of the reports has them sent to another address",
    .reference = "RFC 9990 4",
    .why = "The record in which another organization agrees to reports can name an address in place of the one in "
           "rua=. That is its own decision, as long as the host stays the same; otherwise no report is sent.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=none; rua=mailto:reports@example.net"
example.net. MX 10 mail.example.net.
example.com._report._dmarc.example.net. TXT "v=DMARC1; rua=mailto:other@example.net")",
    .good = R"(_dmarc TXT "v=DMARC1; p=none; rua=mailto:reports@example.net"
example.net. MX 10 mail.example.net.
example.com._report._dmarc.example.net. TXT "v=DMARC1")",
    .rungs = Rung::address_elsewhere,
    .check = check};

}  // namespace mailauth::rules::dmarc_report_override
