#include "audit/listed.h"

#include <algorithm>

#include "audit/mail_records.h"
#include "facts/return_path.h"
#include "records/dkim.h"
#include "records/kind.h"
#include "text/ascii.h"

namespace mailauth::audit {

namespace {

using ByType = dns::Zone::ByType;

// The names below `top`, itself among them, until `use` says that it has enough.
template <class Use>
void for_each_below(const dns::Zone& zone, const dns::Name& top, const Use& use) {
  const auto& owners = zone.records();
  for (auto at = owners.lower_bound(top); at != owners.end() && at->first.is_within(top); ++at)
    if (!use(at->first, at->second)) return;
}

void add_selectors(const dns::Zone& zone, facts::Request& request) {
  const auto keys = request.domain.child(records::labels_of(records::RecordKind::dkim));
  if (!keys) return;
  std::size_t added = 0;
  for_each_below(zone, *keys, [&](const dns::Name& name, const ByType& records) {
    if (!records.contains(dns::Type::txt) && !records.contains(dns::Type::cname)) return true;
    const std::string selector = name.relative_to(*keys);
    if (name == *keys || !records::dkim::is_selector(selector)) return true;
    if (std::ranges::find(request.selectors, selector) != request.selectors.end()) return true;
    request.selectors.push_back(selector);
    return ++added < max_listed_selectors;
  });
}

facts::AnyText txt_of(const ByType& records) {
  return [&records](const std::function<bool(std::string_view)>& is_wanted) {
    const auto txt = records.find(dns::Type::txt);
    return txt != records.end() && std::ranges::any_of(txt->second, [&](const dns::Record& record) {
             return is_wanted(text::join(std::get<dns::Txt>(record.data).strings, ""));
           });
  };
}

bool is_return_path(const dns::Name& name, const ByType& records) {
  const auto leads = [&](const dns::Record& record) {
    if (const auto* mx = std::get_if<dns::Mx>(&record.data))
      return facts::service_of_bounces(name, mx->exchange, txt_of(records)) != nullptr;
    const auto* alias = std::get_if<dns::Name>(&record.data);
    return alias != nullptr && facts::service_of_return_path(*alias) != nullptr;
  };
  for (const dns::Type type : {dns::Type::mx, dns::Type::cname})
    if (const auto of_type = records.find(type);
        of_type != records.end() && std::ranges::any_of(of_type->second, leads))
      return true;
  return false;
}

// Those under the labels that services propose are looked at anyway.
bool is_looked_at(const dns::Name& name, const dns::Name& domain) {
  return std::ranges::any_of(facts::mail_from_labels(),
                             [&](std::string_view label) { return domain.child(label) == name; });
}

void add_return_paths(const dns::Zone& zone, facts::Request& request) {
  if (request.null_sender) return;
  for_each_below(zone, request.domain, [&](const dns::Name& name, const ByType& records) {
    const bool is_other = name != request.domain && can_be_mail_domain(name) && !is_looked_at(name, request.domain);
    if (is_other && is_return_path(name, records)) request.return_paths.push_back(name);
    return request.return_paths.size() < max_return_paths;
  });
}

}  // namespace

void add_listed(const dns::Zone& zone, facts::Request& request) {
  add_selectors(zone, request);
  add_return_paths(zone, request);
}

}  // namespace mailauth::audit
