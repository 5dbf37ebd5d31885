#include "facts/service_records.h"

#include <fmt/format.h>

#include <algorithm>

#include "dns/zone.h"
#include "records/kind.h"
#include "text/ascii.h"

namespace mailauth::facts {

namespace {

std::string with_domain(std::string_view text, const dns::Name& domain) {
  const std::string dashes = text::replace_all(domain.text(), ".", "-");
  const std::string double_dashes = text::replace_all(text::replace_all(domain.text(), "-", "--"), ".", "-");
  std::string out = text::replace_all(text, "{domain}", domain.text());
  out = text::replace_all(out, "{domain-dashes}", dashes);
  return text::replace_all(out, "{domain-double-dashes}", double_dashes);
}

bool matches(std::string_view name, std::string_view pattern) {
  const auto labels = text::split(name, '.'), wanted = text::split(pattern, '.');
  return std::ranges::equal(labels, wanted,
                            [](std::string_view label, std::string_view want) { return want == "*" || label == want; });
}

}  // namespace

std::string_view to_string(Service::Kind kind) {
  switch (kind) {
    case Service::Kind::mailbox: return "mailbox";
    case Service::Kind::sender: return "sender";
    case Service::Kind::gateway: return "gateway";
    case Service::Kind::forwarder: return "forwarder";
  }
  return "";
}

std::string_view to_string(Service::SpfScope scope) {
  switch (scope) {
    case Service::SpfScope::apex: return "apex";
    case Service::SpfScope::mail_from: return "mail_from";
    case Service::SpfScope::none: return "none";
    case Service::SpfScope::gateway: return "gateway";
  }
  return "";
}

ServiceRecord for_domain(const ServiceRecord& record, const dns::Name& domain) {
  return {with_domain(record.name, domain), record.type, with_domain(record.value, domain)};
}

bool depends_on_account(const ServiceRecord& record) {
  return record.name.find('*') != std::string::npos || record.value.find('*') != std::string::npos;
}

std::optional<dns::Record> record_for(const ServiceRecord& record, const dns::Name& domain) {
  if (depends_on_account(record)) return std::nullopt;
  const ServiceRecord here = for_domain(record, domain);
  const std::string line =
      fmt::format("{} IN {} {}\n", here.name.empty() ? "@" : here.name, dns::to_string(here.type), here.value);
  const auto zone = dns::Zone::parse(line, "", domain);
  if (std::holds_alternative<dns::ZoneError>(zone)) return std::nullopt;
  const auto& owners = std::get<dns::Zone>(zone).records();
  if (owners.size() != 1 || owners.begin()->second.size() != 1) return std::nullopt;
  const std::vector<dns::Record>& records = owners.begin()->second.begin()->second;
  return records.size() == 1 ? std::optional(records.front()) : std::nullopt;
}

bool is_dkim(const ServiceRecord& record) {
  const auto place = records::place_of(record.name);
  return place && place->kind == records::RecordKind::dkim && place->domain.empty();
}

bool has_name(const ServiceRecord& record, std::string_view name) { return matches(name, record.name); }

bool has_target(const ServiceRecord& record, const dns::Name& domain, const dns::Name& target) {
  const std::string wanted = text::to_lower(for_domain(record, domain).value);
  return record.type == dns::Type::cname && matches(target.text() + ".", wanted);
}

std::vector<const ServiceRecord*> fixed_dkim_aliases(const Service& service) {
  std::vector<const ServiceRecord*> found;
  for (const ServiceRecord& record : service.records) {
    const bool is_fixed = is_dkim(record) && record.type == dns::Type::cname && !record.name.starts_with('*');
    if (is_fixed && std::ranges::find(found, record.name, &ServiceRecord::name) == found.end())
      found.push_back(&record);
  }
  return found;
}

std::vector<const ServiceRecord*> dkim_aliases_at(const Service& service, std::string_view name) {
  std::vector<const ServiceRecord*> found;
  for (const ServiceRecord& record : service.records)
    if (is_dkim(record) && record.type == dns::Type::cname && has_name(record, name)) found.push_back(&record);
  return found;
}

std::string_view include_of(const Service& service) {
  if (service.includes.empty() || service.includes.front().starts_with('.')) return {};
  return service.includes.front();
}

bool sends_as_domain(const Service& service) { return service.spf_scope == Service::SpfScope::apex; }

bool uses_spf_of_domain(const Service& service) {
  return sends_as_domain(service) || service.spf_scope == Service::SpfScope::gateway;
}

bool receives(const Service& service) {
  return service.kind == Service::Kind::mailbox || service.kind == Service::Kind::forwarder;
}

}  // namespace mailauth::facts
