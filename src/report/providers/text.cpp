#include <fmt/format.h>

#include <algorithm>

#include "facts/service_records.h"
#include "report/pen.h"
#include "report/providers.h"

namespace mailauth::report {

using facts::Service;
using facts::ServiceRecord;

namespace {

constexpr std::string_view example = "example.com";

std::string_view place_of(Service::SpfScope scope) {
  switch (scope) {
    case Service::SpfScope::apex: return "at the domain";
    case Service::SpfScope::mail_from: return "at a MAIL FROM subdomain";
    case Service::SpfScope::none: return "nowhere";
    case Service::SpfScope::gateway: return "at the domain, if mail leaves through it";
  }
  return "";
}

std::string spf_advice(const Service& service) {
  if (service.spf_scope == Service::SpfScope::none)
    return "nowhere: its mail has another MAIL FROM, so that an include has no effect on DMARC";
  const std::string_view include = facts::include_of(service);
  if (!include.empty()) return fmt::format("include:{} {}", include, place_of(service.spf_scope));
  if (service.includes.empty()) return "no include is needed";
  return fmt::format("the include that its console shows, {}", place_of(service.spf_scope));
}

std::string line(std::string_view what, const std::vector<std::string>& items, const Pen& pen) {
  if (items.empty()) return {};
  return wrap(pen.display(fmt::format("{}", fmt::join(items, ", "))), pen.width(), 18, fmt::format("    {:<14}", what));
}

std::string record_line(const ServiceRecord& record) {
  const auto domain = dns::Name::parse(example);
  const ServiceRecord here = facts::for_domain(record, *domain);
  const std::string owner = here.name.empty() ? std::string(example) : fmt::format("{}.{}", here.name, example);
  return fmt::format("{} {} {}", owner, dns::to_string(here.type), here.value);
}

// A name has one CNAME: several are alternatives.
bool is_alternative(const ServiceRecord& record, const ServiceRecord& before) {
  return record.type == dns::Type::cname && before.type == record.type && before.name == record.name;
}

std::string publish_text(const Service& service, const Pen& pen) {
  if (service.records.empty()) return {};
  std::string out = fmt::format("\n  {}\n", pen.paint(Ink::bold, fmt::format("publish, for {}", example)));
  const ServiceRecord* before = nullptr;
  for (const ServiceRecord& record : service.records) {
    const bool is_other = before != nullptr && is_alternative(record, *before);
    out += fmt::format("    {}{}\n", is_other ? "or " : "", pen.display(record_line(record)));
    before = &record;
  }
  return out;
}

std::string star_text(const Service& service, const Pen& pen) {
  if (std::none_of(service.records.begin(), service.records.end(), facts::depends_on_account)) return {};
  return wrap("* depends on the account: copy it from the console", pen.width(), 4);
}

}  // namespace

std::string providers_text(std::span<const Service> services, const TextStyle& style) {
  const Pen pen(style);
  std::string out = pen.paint(Ink::bold, fmt::format("{:<26}{:<11}{:<12}{}", "id", "kind", "SPF", "name")) + "\n";
  for (const Service& service : services)
    out += fmt::format("{:<26}{:<11}{:<12}{}\n", service.id, to_string(service.kind), to_string(service.spf_scope),
                       pen.display(service.name));
  return out;
}

std::string provider_text(const Service& service, const TextStyle& style) {
  const Pen pen(style);
  std::string out = fmt::format("\n  {}  {}\n", pen.paint(Ink::bold, service.id),
                                pen.display(fmt::format("{}, {}", service.name, to_string(service.kind))));
  if (!service.aliases.empty())
    out += wrap(pen.display(fmt::format("also called {}", fmt::join(service.aliases, ", "))), pen.width(), 2);
  if (!service.note.empty()) out += wrap(pen.display(service.note), pen.width(), 2);
  out += fmt::format("\n  {}\n", pen.paint(Ink::bold, "recognised by"));
  out += line("SPF include", service.includes, pen) + line("MX", service.mx, pen);
  out += line("DKIM target", service.dkim_targets, pen) + line("return path", service.return_paths, pen);
  out += line("selector", service.selectors, pen);
  out += publish_text(service, pen) + star_text(service, pen);
  out += fmt::format("\n  {}\n", pen.paint(Ink::bold, "SPF"));
  return out + wrap(spf_advice(service), pen.width(), 4);
}

}  // namespace mailauth::report
