#include <fmt/format.h>

#include "rules/dmarc/helpers/destinations.h"

namespace mailauth::rules::dmarc_report_name_too_long {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_destination(facts, [&](const Source& record, const facts::ReportDestination& destination) {
    if (!destination.external || destination.authorisation != nullptr) return;
    findings.add(record, destination.uri, "write an address at a shorter name here")
        .says(fmt::format("{} cannot agree to reports about this domain: the name for that would be too long",
                          destination.host.text()))
        .note(fmt::format("it would consist of the domain, ._report._dmarc. and {}; the DNS allows {} octets",
                          destination.host.text(), dns::max_name_length));
  });
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-report-name-too-long",
    .severity = Severity::error,
    .title = "Reports go to another organization, and the name at which it could agree is too long for the DNS",
    .reference = "RFC 9990 4, RFC 1035 2.3.4",
    .why = "Receivers send reports to another organization only when a record below its own name agrees, and that name "
           "holds the name of your domain as well. Where both together are too long nobody can agree, and no report is "
           "sent.",
    .bad = R"(
;! --domain a-name-that-has-nearly-as-many-octets-as-one-label-can-have.a-name-that-has-nearly-as-many-octets-as-one-label-can-have.example.com
_dmarc.a-name-that-has-nearly-as-many-octets-as-one-label-can-have.a-name-that-has-nearly-as-many-octets-as-one-label-can-have TXT "v=DMARC1; p=none; rua=mailto:dmarc@a-name-that-has-nearly-as-many-octets-as-one-label-can-have.a-name-that-has-nearly-as-many-octets-as-one-label-can-have.example.net"
a-name-that-has-nearly-as-many-octets-as-one-label-can-have.a-name-that-has-nearly-as-many-octets-as-one-label-can-have.example.net. MX 10 mail
)",
    .good = R"(
;! --domain a-name-that-has-nearly-as-many-octets-as-one-label-can-have.a-name-that-has-nearly-as-many-octets-as-one-label-can-have.example.com
_dmarc.a-name-that-has-nearly-as-many-octets-as-one-label-can-have.a-name-that-has-nearly-as-many-octets-as-one-label-can-have TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.net"
example.net. MX 10 mail
a-name-that-has-nearly-as-many-octets-as-one-label-can-have.a-name-that-has-nearly-as-many-octets-as-one-label-can-have.example.com._report._dmarc.example.net. TXT "v=DMARC1"
)",
    .check = check};

}  // namespace mailauth::rules::dmarc_report_name_too_long
