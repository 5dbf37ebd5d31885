#include "report/text/tls_rpt.h"

#include <fmt/format.h>

namespace mailauth::report {

namespace {

std::vector<std::string> tls_rpt_facts(const facts::TlsRptFacts& tls_rpt) {
  if (tls_rpt.answer->failed()) return {not_known(*tls_rpt.answer)};
  if (tls_rpt.records.size() > 1) return {fmt::format("{} records: senders use none", tls_rpt.records.size())};
  if (tls_rpt.record() == nullptr) return {"none in force", "a record is there, but senders ignore it"};
  std::vector<std::string_view> addresses;
  for (const records::tls_rpt::Uri& uri : tls_rpt.record()->rua)
    if (uri.well_formed) addresses.push_back(tls_rpt.record()->text(uri.span));
  if (addresses.empty()) return {"no address that reports can go to"};
  return {"reports to " + some_of(addresses)};
}

}  // namespace

std::optional<StatusLine> tls_rpt_line(const DomainReport& report) {
  const facts::TlsRptFacts& tls_rpt = report.facts.tls_rpt;
  if (tls_rpt.answer == nullptr) return std::nullopt;
  if (!tls_rpt.answer->failed() && tls_rpt.records.empty() && tls_rpt.meant.empty()) return std::nullopt;
  const Symbol symbol = tls_rpt.answer->failed() ? Symbol::unknown : symbol_of(report, "tlsrpt");
  return StatusLine{"TLS-RPT", symbol, tls_rpt_facts(tls_rpt)};
}

}  // namespace mailauth::report
