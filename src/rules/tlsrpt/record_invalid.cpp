#include "diagnosis/tls_rpt.h"
#include "rules/record_flaws.h"

namespace mailauth::rules::tlsrpt_record_invalid {

namespace {

namespace tls_rpt = records::tls_rpt;

void report(const tls_rpt::Record& record, Findings& findings) {
  Finding* finding = report_flaws(record.source, diagnosis::flaws_of(record), findings);
  if (finding != nullptr && tls_rpt::is_usable(record))
    finding->means("Reports go to the other address only.").with(Severity::warning);
}

// RFC 8460 3: "If the number of resulting records is not one, senders MUST assume the recipient domain does not
// implement TLSRPT."
void check(const Facts& facts, Findings& findings) {
  const facts::TlsRptFacts& tls_rpt = facts.tls_rpt;
  if (tls_rpt.records.size() > 1) return report_several(tls_rpt.records, "TLS-RPT", findings);
  for (const auto& record : tls_rpt.records) report(record, findings);
  if (tls_rpt.records.empty())
    for (const auto& record : tls_rpt.meant) report(record, findings);
}

}  // namespace

extern const Rule rule{
    .id = "tlsrpt-record-invalid",
    .severity = Severity::error,
    .title = "Senders cannot use the TLS-RPT record",
    .reference = "RFC 8460 3",
    .why = "Senders keep only a record that begins with exactly v=TLSRPTv1; and report only to mailto: and https: "
           "addresses in its rua=. As it is, no report arrives: that mail to the domain cannot be encrypted stays "
           "unseen.",
    .bad = R"(@ MX 10 mail
mail A 192.0.2.1
_smtp._tls TXT "v=TLSRPTv1 rua=mailto:tls@example.com"
)",
    .good = R"(@ MX 10 mail
mail A 192.0.2.1
_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@example.com"
)",
    .rungs = Rung::address_not_readable,
    .check = check};

}  // namespace mailauth::rules::tlsrpt_record_invalid
