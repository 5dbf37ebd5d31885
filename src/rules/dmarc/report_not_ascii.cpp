#include <fmt/format.h>

#include "diagnosis/dmarc_international.h"
#include "rules/dmarc/helpers/subjects.h"
#include "text/quote.h"

namespace mailauth::rules::dmarc_report_not_ascii {

namespace {

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_subjects(facts))
    for (const diagnosis::InternationalUri& uri : diagnosis::international_uris(*subject.record))
      add(findings, subject, uri.span,
          uri.ascii ? fmt::format("write {} here", *uri.ascii) : "write an address in ASCII here")
          .says(fmt::format("the report address {} has letters that are not ASCII",
                            text::quote(subject.record->text(uri.span))));
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-report-not-ascii",
    .severity = Severity::error,
    .title = "A report address has letters that are not ASCII",
    .reference = "RFC 8616 6, RFC 9989 4.8",
    .why =
        "A DMARC record is ASCII, also where it names a domain with other letters: that is written in its xn-- form. "
        "Receivers drop the address or the whole record, and no report is sent.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@m\195\188nchen.example"
xn--mnchen-3ya.example. MX 10 mail
)",
    .good = R"(_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@xn--mnchen-3ya.example"
xn--mnchen-3ya.example. MX 10 mail
)",
    .rungs = Rung::address_not_readable,
    .check = check};

}  // namespace mailauth::rules::dmarc_report_not_ascii
