#include <fmt/format.h>

#include "diagnosis/tls_rpt.h"
#include "records/kind.h"
#include "rules/rule.h"

namespace mailauth::rules::tlsrpt_wrong_name {

namespace {

void check(const Facts& facts, Findings& findings) {
  const auto right = facts.domain().child(records::labels_of(records::RecordKind::tls_rpt));
  if (!right) return;
  for (const dns::Answer* answer : facts.tls_rpt.elsewhere)
    for (const Source& source : txt_sources(*answer)) {
      if (!records::tls_rpt::resembles_tls_rpt(source.text)) continue;
      Finding& finding =
          findings.add(source, source.whole(), fmt::format("publish this at {}", right->text()))
              .says(fmt::format("the TLS-RPT record is at {}, where no sender looks", answer->question.name.text()));
      const auto addresses = diagnosis::meant_addresses(records::tls_rpt::parse(source));
      if (!addresses.empty()) finding.publish(*right, diagnosis::tls_rpt_text(addresses));
    }
}

}  // namespace

extern const Rule rule{
    .id = "tlsrpt-wrong-name",
    .severity = Severity::error,
    .title = "The TLS-RPT record is at a name where no sender looks",
    .reference = "RFC 8460 3",
    .why =
        "Senders look at _smtp._tls and the domain, and at no other name. Some instructions still show the name of an "
        "early draft, _smtp-tlsrpt. No report arrives.",
    .bad = R"(@ MX 10 mail
mail A 192.0.2.1
_smtp-tlsrpt TXT "v=TLSRPTv1; rua=mailto:tls@example.com"
)",
    .good = R"(@ MX 10 mail
mail A 192.0.2.1
_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@example.com"
)",
    .check = check};

}  // namespace mailauth::rules::tlsrpt_wrong_name
