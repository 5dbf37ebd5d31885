#include "facts/collect/tls_rpt.h"

#include <algorithm>
#include <array>

#include "records/kind.h"
#include "text/ascii.h"

namespace mailauth::facts {

namespace {

namespace tls_rpt = records::tls_rpt;

constexpr std::size_t max_tls_destinations = 20;

// Where such records stand by mistake; the first one is from a draft of the RFC and still in instructions of services.
constexpr std::array<std::string_view, 4> mistaken_tls_labels{"_smtp-tlsrpt", "_tlsrpt", "smtp._tls", "_smtp_tls"};

struct TlsRptTexts {
  std::vector<tls_rpt::Record> records, meant;
};

TlsRptTexts read_tls_rpt(const dns::Answer& answer) {
  TlsRptTexts texts;
  for (const text::Source& source : txt_sources(answer)) {
    if (!tls_rpt::resembles_tls_rpt(source.text)) continue;
    (tls_rpt::is_tls_rpt(source.text) ? texts.records : texts.meant).push_back(tls_rpt::parse(source));
  }
  return texts;
}

TlsReportDestination tls_destination_of(const tls_rpt::Record& record, const tls_rpt::Uri& uri, const dns::Name& host,
                                        dns::Evidence& evidence) {
  TlsReportDestination destination{.uri = uri.span, .host = host};
  const bool is_mailbox = text::equals_ignoring_case(record.text(uri.scheme), "mailto");
  if (is_mailbox) destination.mx = &evidence.ask(host, dns::Type::mx);
  if (is_mailbox && !destination.mx->absent()) return destination;
  destination.a = &evidence.ask(host, dns::Type::a);
  destination.aaaa = &evidence.ask(host, dns::Type::aaaa);
  return destination;
}

std::vector<TlsReportDestination> tls_destinations_of(const tls_rpt::Record& record, dns::Evidence& evidence) {
  std::vector<TlsReportDestination> destinations;
  for (const tls_rpt::Uri& uri : record.rua) {
    const auto host = dns::Name::parse_unescaped(record.text(uri.host));
    if (!uri.well_formed || !host || host->is_root() || destinations.size() >= max_tls_destinations) continue;
    destinations.push_back(tls_destination_of(record, uri, *host, evidence));
  }
  return destinations;
}

}  // namespace

TlsRptFacts collect_tls_rpt(const Request& request, bool receives, dns::Evidence& evidence) {
  TlsRptFacts facts;
  if (request.effort == Effort::sweep && !receives) return facts;
  facts.answer = &ask_below(evidence, records::labels_of(records::RecordKind::tls_rpt), request.domain, dns::Type::txt);
  if (request.effort == Effort::thorough && receives && facts.answer->absent())
    for (const std::string_view labels : mistaken_tls_labels)
      facts.elsewhere.push_back(&ask_below(evidence, labels, request.domain, dns::Type::txt));
  if (!facts.answer->found()) return facts;
  const TlsRptTexts& texts = facts.answer->worked_out.once(read_tls_rpt, *facts.answer);
  facts.records = texts.records;
  facts.meant = texts.meant;
  if (const tls_rpt::Record* record = facts.record()) facts.destinations = tls_destinations_of(*record, evidence);
  return facts;
}

}  // namespace mailauth::facts
