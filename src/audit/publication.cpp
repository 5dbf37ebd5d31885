#include "audit/publication.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "audit/lint.h"
#include "audit/listed.h"
#include "audit/mail_records.h"
#include "facts/services.h"
#include "text/ascii.h"

namespace mailauth::audit {

namespace {

using inputs::Action;
using inputs::Record;

// What the files say of a domain.
struct Found {
  std::set<std::string> selectors, removed_selectors;
  std::set<dns::Name> return_paths;
  inputs::SharedRecords records;
};
using Domains = std::map<dns::Name, Found>;

// The name, or the nearest one above it, that is among the domains.
Domains::iterator at_or_above(const dns::Name& name, Domains& domains) {
  for (dns::Name at = name; !at.is_root(); at = at.parent())
    if (const auto found = domains.find(at); found != domains.end()) return found;
  return domains.end();
}

void add_policies_and_keys(const inputs::SharedRecords& records, Domains& domains) {
  for (const auto& record : records) {
    if (const auto domain = domain_of_misplaced(*record)) domains[*domain];
    const std::optional<MailRole> role = role_of(*record);
    if (!role) continue;
    Found& found = domains[role->domain];
    if (role->selector.empty()) continue;
    (record->action == Action::remove ? found.removed_selectors : found.selectors).insert(role->selector);
  }
}

void add_zones(const std::vector<dns::Name>& zones, Domains& domains) {
  for (const dns::Name& zone : zones)
    if (can_be_mail_domain(zone)) domains[zone];
}

// Of a set that has SPF now, or had it before: which is asked once of all its records.
class SpfChanges {
 public:
  bool concern(const Record& record) {
    return has_spf(record) || (record.before && seen_.insert(record.before.get()).second && had_spf(*record.before));
  }

 private:
  std::set<const void*> seen_;
};

std::vector<const Record*> senders_and_hosts(const inputs::SharedRecords& records) {
  const std::set<dns::Name> included = included_by(records);
  SpfChanges spf;
  std::vector<const Record*> found;
  for (const auto& record : records) {
    const bool mx = record->type == "MX";
    if (can_be_mail_domain(record->owner) && (mx || (!included.contains(record->owner) && spf.concern(*record))))
      found.push_back(record.get());
  }
  std::ranges::stable_sort(found, {}, [](const Record* record) { return record->owner.label_count(); });
  return found;
}

// A name below a domain where a service takes in mail for a program ("inbound parsing"): nobody sends from it.
bool only_takes_in(const Record& record, Domains& domains) {
  const auto* mx = record.data ? std::get_if<dns::Mx>(&*record.data) : nullptr;
  const facts::Service* service = mx != nullptr ? facts::service_of_mx(mx->exchange) : nullptr;
  return service != nullptr && service->kind == facts::Service::Kind::sender &&
         at_or_above(record.owner.parent(), domains) != domains.end();
}

// A name that only takes bounces for the domain above it is looked at with that domain.
void add_senders_and_hosts(const inputs::SharedRecords& records, Domains& domains) {
  std::set<dns::Name> return_paths = return_paths_of(records);
  std::erase_if(return_paths, [&](const dns::Name& name) { return domains.contains(name); });
  for (const Record* record : senders_and_hosts(records))
    if (!return_paths.contains(record->owner) && !only_takes_in(*record, domains)) domains[record->owner];
  for (const dns::Name& name : return_paths) {
    const auto above = at_or_above(name.parent(), domains);
    if (above == domains.end())
      domains[name];
    else if (above->second.return_paths.size() < max_return_paths)
      above->second.return_paths.insert(name);
  }
}

void add_records(const inputs::SharedRecords& records, Domains& domains) {
  for (const auto& record : records)
    if (const auto found = at_or_above(record->lies_outside() ? *record->zone : record->owner, domains);
        found != domains.end())
      found->second.records.push_back(record);
}

// What lies outside of its zone says nothing of the name that it has: it is looked at with the zone.
inputs::SharedRecords take_foreign(const inputs::SharedRecords& records, Domains& domains) {
  inputs::SharedRecords own = records;
  std::erase_if(own, [&](const auto& record) {
    if (record->lies_outside() && can_be_mail_domain(*record->zone)) domains[*record->zone];
    return record->lies_outside();
  });
  return own;
}

constexpr std::size_t most_above = 16;  // names above a domain that are looked at for where its mail goes

// Of each name one record of a type: that shows where mail goes.
using Routes = std::map<dns::Name, std::map<std::string_view, std::shared_ptr<const Record>>>;

bool is_mx_of_wildcard(const std::shared_ptr<const Record>& record) {
  return record->type == "MX" && !record->owner.is_root() && record->owner.labels().front() == "*";
}

bool takes_mail(const Record& record) {
  return record.type != "MX" || (record.data && !std::get<dns::Mx>(*record.data).exchange.is_root());
}

// None unless a wildcard is among them.
Routes mail_routes(const inputs::SharedRecords& records) {
  Routes routes;
  if (std::ranges::none_of(records, is_mx_of_wildcard)) return routes;
  static constexpr std::array<std::string_view, 4> types{"MX", "CNAME", "A", "AAAA"};
  for (const auto& record : records) {
    const auto type = std::ranges::find(types, record->type);
    if (record->owner.is_root() || type == types.end() || record->action == Action::remove) continue;
    std::shared_ptr<const Record>& known = routes[record->owner][*type];
    if (!known || (takes_mail(*record) && !takes_mail(*known))) known = record;
  }
  return routes;
}

void append(const Routes& routes, const std::optional<dns::Name>& name, inputs::SharedRecords& records) {
  const auto at = name ? routes.find(*name) : routes.end();
  if (at == routes.end()) return;
  for (const auto& [type, record] : at->second) records.push_back(record);
}

// Behind its own: a name that exists is no longer answered for by a wildcard above it.
void add_routes_above(const inputs::SharedRecords& records, Domains& domains) {
  const Routes routes = mail_routes(records);
  if (routes.empty()) return;
  for (auto& [domain, found] : domains) {
    dns::Name at = domain.parent();
    for (std::size_t i = 0; i < most_above && !at.is_root(); ++i, at = at.parent()) {
      append(routes, at, found.records);
      append(routes, at.child("*"), found.records);
    }
  }
}

Subject subject_of(const dns::Name& domain, Found found) {
  found.records.shrink_to_fit();
  Subject subject{.domain = domain,
                  .selectors = {found.selectors.begin(), found.selectors.end()},
                  .return_paths = {found.return_paths.begin(), found.return_paths.end()},
                  .published = std::make_shared<const inputs::SharedRecords>(std::move(found.records))};
  std::ranges::set_difference(found.removed_selectors, found.selectors, std::back_inserter(subject.removed_selectors));
  return subject;
}

}  // namespace

std::vector<Subject> subjects_of(const inputs::Publication& publication) {
  Domains domains;
  const inputs::SharedRecords own = take_foreign(publication.records, domains);
  add_policies_and_keys(own, domains);
  add_zones(publication.zones, domains);
  add_senders_and_hosts(own, domains);
  add_records(publication.records, domains);
  add_routes_above(own, domains);
  std::vector<Subject> subjects;
  subjects.reserve(domains.size());
  while (!domains.empty()) {
    auto first = domains.extract(domains.begin());
    subjects.push_back(subject_of(first.key(), std::move(first.mapped())));
  }
  return subjects;
}

std::vector<inputs::Gap> faulty_parts(const inputs::Publication& publication, std::size_t most) {
  constexpr std::size_t most_judged = 10'000;
  std::vector<inputs::Gap> faulty;
  const std::set<dns::Name> included = included_by(publication.records);
  std::size_t judged = 0;
  for (const auto& record : publication.records) {
    if (can_be_mail_domain(record->owner) || !record->data || record->action == Action::remove) continue;
    if (!has_spf(*record) || record->lies_outside() || included.contains(record->owner)) continue;
    const text::Position at = record->place ? record->place->begin : text::Position{};
    if (faulty.size() == most || judged++ == most_judged) {
      faulty.push_back({inputs::Gap::Why::not_read, "more SPF that belongs to no domain of these files", at});
      break;
    }
    const Lint lint = lint_record(records::RecordKind::spf, "", std::get<dns::Txt>(*record->data).strings);
    if (lint.verdict != LintVerdict::invalid) continue;
    const std::string why = lint.findings.empty() ? "receivers answer permerror" : lint.findings.front().message;
    faulty.push_back({inputs::Gap::Why::not_read,
                      fmt::format("{} TXT belongs to no domain of these files, and is wrong: {}", record->owner.text(),
                                  text::escape_for_display(why, true)),
                      at});
  }
  return faulty;
}

facts::Request after_publication(const Subject& subject, const facts::Request& common) {
  facts::Request request = common;
  request.domain = subject.domain;
  for (const std::string& selector : subject.selectors)
    if (std::ranges::find(common.selectors, selector) == common.selectors.end()) request.selectors.push_back(selector);
  if (!request.null_sender) request.return_paths = subject.return_paths;
  request.published = subject.published;
  return request;
}

facts::Request before_publication(const Subject& subject, const facts::Request& common) {
  facts::Request request = after_publication(subject, common);
  request.selectors.insert(request.selectors.end(), subject.removed_selectors.begin(), subject.removed_selectors.end());
  request.published = nullptr;
  return request;
}

namespace {

// The worse comes first; what is not known is worse than good.
int rank(rules::Forgery forgery) {
  switch (forgery) {
    case rules::Forgery::anyone: return 0;
    case rules::Forgery::partly: return 1;
    case rules::Forgery::unknown: return 2;
    case rules::Forgery::hard: return 3;
  }
  return 0;
}

int rank(rules::OwnMail own_mail) {
  switch (own_mail) {
    case rules::OwnMail::fails: return 0;
    case rules::OwnMail::at_risk: return 1;
    case rules::OwnMail::unknown: return 2;
    case rules::OwnMail::not_sent: return 3;
    case rules::OwnMail::passes: return 4;
  }
  return 0;
}

void take_worse(rules::Verdict& verdict, const rules::Verdict& other) {
  if (rank(other.forgery) < rank(verdict.forgery)) {
    verdict.forgery = other.forgery;
    verdict.forgery_reason = other.forgery_reason;
  }
  if (rank(other.own_mail) < rank(verdict.own_mail)) {
    verdict.own_mail = other.own_mail;
    verdict.own_mail_reason = other.own_mail_reason;
  }
}

}  // namespace

void add_findings(Audit& audit, const Audit& other) {
  const auto same = [](const rules::Finding& a, const rules::Finding& b) {
    return a.rule == b.rule && a.name == b.name && a.message == b.message && !a.record == !b.record &&
           (!a.record || *a.record == *b.record);
  };
  rules::Findings all;
  for (const rules::Finding& finding : audit.findings) all.put(finding);
  for (const rules::Finding& finding : other.findings)
    if (std::ranges::none_of(audit.findings, [&](const rules::Finding& known) { return same(known, finding); }))
      all.put(finding);
  audit.findings = all.take();
  take_worse(audit.verdict, other.verdict);
}

}  // namespace mailauth::audit
