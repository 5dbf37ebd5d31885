#include <algorithm>

#include "records/kind.h"
#include "rules/rule.h"

namespace mailauth::rules::tlsrpt_missing {

namespace {

// Something at a wrong name is tlsrpt-wrong-name.
bool stands_elsewhere(const facts::TlsRptFacts& tls_rpt) {
  return std::ranges::any_of(tls_rpt.elsewhere, [](const dns::Answer* answer) {
    return std::ranges::any_of(txt_sources(*answer),
                               [](const Source& source) { return records::tls_rpt::resembles_tls_rpt(source.text); });
  });
}

void check(const Facts& facts, Findings& findings) {
  const facts::TlsRptFacts& tls_rpt = facts.tls_rpt;
  const bool known = tls_rpt.answer != nullptr && (tls_rpt.answer->absent() || tls_rpt.answer->found());
  if (!known || tls_rpt.answer->question.name.is_root() || !tls_rpt.records.empty() || !tls_rpt.meant.empty()) return;
  if (!facts.mx.has_hosts() || stands_elsewhere(tls_rpt)) return;
  findings.add(tls_rpt.answer->question.name, dns::Type::txt).says("no TLS-RPT record asks for reports on TLS");
}

}  // namespace

extern const Rule rule{
    .id = "tlsrpt-missing",
    .severity = Severity::info,
    .title = "The domain asks for no reports about TLS",
    .reference = "RFC 8460 3",
    .why =
        "Large senders report once a day whether they could reach the mail servers over TLS. Without a record such as "
        "_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:tls@example.com\" an expired certificate, or somebody who strips "
        "STARTTLS, stays unseen by those who run the servers.",
    .bad = R"(@ MX 10 mail
mail A 192.0.2.1
)",
    .good = R"(@ MX 10 mail
mail A 192.0.2.1
_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@example.com"
)",
    .check = check};

}  // namespace mailauth::rules::tlsrpt_missing
