#include "rules/rule.h"

namespace mailauth::rules::mta_sts_without_tlsrpt {

namespace {

// That there is no TLS-RPT record at all is tlsrpt-missing; here it is more than a suggestion.
void check(const Facts& facts, Findings& findings) {
  const records::mta_sts::Record* record = facts.mta_sts.record();
  if (record == nullptr || !records::mta_sts::is_usable(*record)) return;
  const facts::TlsRptFacts& tls_rpt = facts.tls_rpt;
  const bool known = tls_rpt.answer != nullptr && (tls_rpt.answer->absent() || tls_rpt.answer->found());
  if (!known || (tls_rpt.record() != nullptr && records::tls_rpt::is_usable(*tls_rpt.record()))) return;
  findings.add(record->source, record->source.whole(), "nobody reports when this fails")
      .says("MTA-STS is announced, and nobody is told when senders cannot keep to it");
}

}  // namespace

extern const Rule rule{
    .id = "mta-sts-without-tlsrpt",
    .severity = Severity::info,
    .title = "MTA-STS without reports about it",
    .reference = "RFC 8461 6, RFC 8460",
    .why = "A certificate that expires, or a mail host that the policy does not name, keeps mail away under mode: "
           "enforce. TLS-RPT is how one learns of it.",
    .bad = R"(@ MX 10 mail
mail A 192.0.2.1
_mta-sts TXT "v=STSv1; id=20260101"
mta-sts A 192.0.2.2
)",
    .good = R"(@ MX 10 mail
mail A 192.0.2.1
_mta-sts TXT "v=STSv1; id=20260101"
mta-sts A 192.0.2.2
_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@example.com"
)",
    .check = check};

}  // namespace mailauth::rules::mta_sts_without_tlsrpt
