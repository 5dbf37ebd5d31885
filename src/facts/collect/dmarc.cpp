#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "facts/collect/parts.h"
#include "records/kind.h"

namespace mailauth::facts {

namespace {

using records::RecordKind;

constexpr std::size_t max_report_destinations = 50;

// The record whose addresses reports go to, and the name that publishes it.
struct Reporting {
  const records::dmarc::Record* record = nullptr;
  const dns::Name* policy_domain = nullptr;
};

Reporting reporting_record(const DmarcFacts& dmarc) {
  for (const DmarcView* view : {&dmarc.discovery.tree_walk, &dmarc.discovery.suffix_list})
    if (view->record != nullptr) return {view->record, &*view->policy_domain};
  if (!dmarc.at_domain.lookalikes.empty()) return {&dmarc.at_domain.lookalikes.front(), &dmarc.at_domain.domain};
  return {};
}

// RFC 9990 4: a TXT that begins with the version.
bool authorises(const dns::Answer& answer) {
  return std::ranges::any_of(txt_sources(answer),
                             [](const text::Source& source) { return source.text.starts_with("v=DMARC1"); });
}

void ask_for_authorisation(ReportDestination& destination, const dns::Name& policy_domain, dns::Evidence& evidence) {
  const auto name = destination.host.child(records::labels_of(RecordKind::report_authorisation, policy_domain.text()));
  if (!name) return;
  destination.authorisation_name = *name;
  destination.authorisation = &evidence.ask(*name, dns::Type::txt);
  destination.authorised = authorises(*destination.authorisation);
}

void ask_for_mailbox(ReportDestination& destination, dns::Evidence& evidence) {
  destination.mx = &evidence.ask(destination.host, dns::Type::mx);
  if (!destination.mx->absent()) return;
  destination.a = &evidence.ask(destination.host, dns::Type::a);
  destination.aaaa = &evidence.ask(destination.host, dns::Type::aaaa);
}

// Is the host name as it stands in the record only the beginning of what was meant? "m" of "münchen.example"
bool breaks_off(const records::dmarc::Record& record, const records::dmarc::Uri& uri) {
  const std::string_view behind = record.text({uri.domain.end, uri.span.end});
  return !behind.empty() && (behind.front() == '%' || behind.front() < ' ' || behind.front() > '~');
}

void add_destinations(DmarcFacts& dmarc, const std::vector<records::dmarc::Uri>& uris, bool failure_report,
                      const Reporting& reporting, dns::Evidence& evidence) {
  if (uris.empty()) return;
  const dns::Name organization = organizational_domain_by_suffix_list(*reporting.policy_domain);
  for (const records::dmarc::Uri& uri : uris) {
    const auto host = dns::Name::parse_unescaped(reporting.record->text(uri.domain));
    if (!host || host->is_root() || breaks_off(*reporting.record, uri) ||
        dmarc.destinations.size() >= max_report_destinations)
      continue;
    ReportDestination destination{.uri = uri.span, .failure_report = failure_report, .host = *host};
    destination.external = organizational_domain_by_suffix_list(*host) != organization;
    if (destination.external) ask_for_authorisation(destination, *reporting.policy_domain, evidence);
    ask_for_mailbox(destination, evidence);
    dmarc.destinations.push_back(std::move(destination));
  }
}

// Where records stand that were meant for _dmarc.<domain>.
constexpr std::array<std::string_view, 3> mistaken_labels{"dmarc", "_dmarc._dmarc", "_dmarc.www"};

// The record may be at a wrong name, or end with the domain twice.
void ask_at_wrong_names(DmarcFacts& dmarc, const dns::Name& domain, dns::Evidence& evidence) {
  if (dmarc.at_domain.answer == nullptr || !dmarc.at_domain.answer->absent()) return;
  dmarc.doubled = &ask_below(evidence, dmarc.at_domain.owner.text(), domain, dns::Type::txt);
  for (const std::string_view labels : mistaken_labels)
    dmarc.elsewhere.push_back(&ask_below(evidence, labels, domain, dns::Type::txt));
}

}  // namespace

DmarcFacts collect_dmarc(const Request& request, const dns::Name& organizational, dns::Evidence& evidence) {
  const dns::Name& domain = request.domain;
  DmarcFacts dmarc;
  dmarc.discovery = discover_dmarc(domain, organizational, evidence);
  dmarc.at_domain = dmarc.discovery.walk.front();
  dmarc.wildcard =
      &ask_below(evidence, fmt::format("{}.{}", records::labels_of(RecordKind::dmarc), probe_label(domain)), domain,
                 dns::Type::txt);
  if (request.effort == Effort::thorough) ask_at_wrong_names(dmarc, domain, evidence);
  if (const Reporting reporting = reporting_record(dmarc); reporting.record != nullptr) {
    dmarc.reporting_record = reporting.record;
    add_destinations(dmarc, reporting.record->rua, false, reporting, evidence);
    add_destinations(dmarc, reporting.record->ruf, true, reporting, evidence);
  }
  return dmarc;
}

}  // namespace mailauth::facts
