#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "facts/collect/parts.h"

namespace mailauth::facts {

namespace {

using Signs = std::map<const Service*, std::set<Sign>>;

void add_sign(Signs& signs, const Service* service, Sign sign) {
  if (service != nullptr) signs[service].insert(sign);
}

// Only what authorises counts, and what a recognised service includes itself is its own matter.
void add_includes(Signs& signs, const SpfNode& node) {
  using records::spf::Kind;
  for (const SpfEdge& edge : node.edges) {
    const records::spf::Term& term = node.records.front().terms[edge.term];
    const bool authorises = term.kind == Kind::include && term.qualifier == records::spf::Qualifier::pass;
    if (!edge.target || !(authorises || term.kind == Kind::redirect)) continue;
    const Service* service = service_of_include(*edge.target);
    add_sign(signs, service, Sign::spf_include);
    if (service != nullptr) continue;
    for (const SpfNode& child : edge.child) add_includes(signs, child);
  }
}

Signs all_signs(const Facts& facts) {
  Signs signs;
  for (const DkimSelector& selector : facts.dkim.selectors) add_sign(signs, selector.service, Sign::dkim_target);
  for (const MailFrom& mail_from : facts.mail_froms) {
    add_sign(signs, mail_from.service, Sign::return_path);
    add_includes(signs, mail_from.spf);
  }
  for (const dns::Mx& host : facts.mx.hosts) add_sign(signs, service_of_mx(host.exchange), Sign::mx);
  add_includes(signs, facts.spf);
  return signs;
}

}  // namespace

std::vector<RecognisedService> recognise_services(const Facts& facts) {
  std::vector<RecognisedService> recognised;
  for (const auto& [service, signs] : all_signs(facts))
    recognised.push_back({.service = service, .signs = {signs.begin(), signs.end()}});
  std::ranges::sort(recognised, [](const RecognisedService& a, const RecognisedService& b) {
    return std::tie(a.signs.front(), a.service->id) < std::tie(b.signs.front(), b.service->id);
  });
  return recognised;
}

}  // namespace mailauth::facts
