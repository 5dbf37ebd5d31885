#include <fmt/format.h>

#include <algorithm>

#include "diagnosis/tls_rpt.h"
#include "rules/rule.h"

namespace mailauth::rules::tlsrpt_record_invalid {

namespace {

namespace tls_rpt = records::tls_rpt;

constexpr std::size_t max_marks = 20;  // of one record, whoever wrote it
constexpr std::size_t max_notes = 5;

// One finding a record: the first flaw is its message, the others are marked, too.
void report(const tls_rpt::Record& record, Findings& findings) {
  const auto flaws = diagnosis::flaws_of(record);
  if (flaws.empty()) return;
  Finding& finding = findings.add(record.source, flaws.front().mark, flaws.front().advice).says(flaws.front().problem);
  for (std::size_t at = 1; at < std::min(flaws.size(), max_marks); ++at) {
    finding.mark(flaws[at].mark, flaws[at].advice);
    if (at <= max_notes) finding.note(flaws[at].problem);
  }
  if (tls_rpt::is_usable(record)) finding.means("Reports go to the other address only.").with(Severity::warning);
}

// RFC 8460 3: "If the number of resulting records is not one, senders MUST assume the recipient domain does not
// implement TLSRPT."
void report_several(const facts::TlsRptFacts& facts, Findings& findings) {
  const tls_rpt::Record& second = facts.records[1];
  Finding& finding =
      findings.add(second.source, second.source.whole(), "keep one record only")
          .says(fmt::format("{} TLS-RPT records stand here: senders use none of them", facts.records.size()));
  for (const tls_rpt::Record& record : facts.records)
    if (!(record.source == second.source)) finding.note("beside it: " + record.source.text);
}

void check(const Facts& facts, Findings& findings) {
  const facts::TlsRptFacts& tls_rpt = facts.tls_rpt;
  if (tls_rpt.records.size() > 1) return report_several(tls_rpt, findings);
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
