#include "repair/lookups.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>

#include "facts/service_records.h"
#include "facts/services.h"
#include "facts/spf_addresses.h"

namespace mailauth::repair {

using facts::SpfEdge;
using facts::SpfNode;
using records::spf::Kind;
using records::spf::Qualifier;

namespace {

struct Way {
  const SpfNode& root;
  facts::SpfEdges left_out = {};
  std::map<std::size_t, std::string> instead = {};  // of terms, by their index
  std::vector<std::string> changes = {};

  bool is_enough() const { return lookups_without(root, left_out) <= facts::spf_lookup_limit; }
  std::string_view text(std::size_t term) const {
    const records::spf::Record& record = root.records.front();
    return record.text(record.terms[term].span);
  }
};

std::string why(const facts::SpfSaving& saving) {
  if (saving.permits_nobody) return "it permits no address";
  return saving.covered_by.empty() ? "other terms permit its addresses"
                                   : fmt::format("{} permits its addresses", saving.covered_by);
}

void take(const facts::SpfSaving& saving, Way& way) {
  const std::size_t term = saving.edges.front()->term;
  way.left_out.insert(way.left_out.end(), saving.edges.begin(), saving.edges.end());
  way.instead[term] = fmt::format("{}", fmt::join(saving.terms, " "));
  way.changes.push_back(saving.terms.empty() ? fmt::format("{} was dropped: {}", way.text(term), why(saving))
                                             : fmt::format("{} became {}: the same addresses without a lookup",
                                                           way.text(term), way.instead[term]));
}

// Savings in records further below are records of their own.
void take_savings(Way& way) {
  for (const facts::SpfSaving& saving : spf_savings(way.root)) {
    if (way.is_enough()) return;
    if (saving.node == &way.root && !way.instead.contains(saving.edges.front()->term)) take(saving, way);
  }
}

// SPF is checked at the MAIL FROM domain: where that is always another one, the include has never an effect.
const facts::Service* idle_service(const SpfNode& root, const SpfEdge& edge) {
  const records::spf::Term& term = term_of(root, edge);
  if (term.kind != Kind::include || term.qualifier != Qualifier::pass || !edge.target) return nullptr;
  const facts::Service* service = facts::service_of_include(*edge.target);
  return service != nullptr && !uses_spf_of_domain(*service) ? service : nullptr;
}

void take_idle_services(Way& way) {
  for (const SpfEdge& edge : way.root.edges) {
    if (way.is_enough()) return;
    const facts::Service* service = idle_service(way.root, edge);
    if (service == nullptr || way.instead.contains(edge.term)) continue;
    way.left_out.push_back(&edge);
    way.instead[edge.term] = "";
    way.changes.push_back(
        fmt::format("{} was dropped: mail through {} has a MAIL FROM of its own, where SPF is checked; if yours has "
                    "{} there, keep it and drop another one",
                    way.text(edge.term), service->name, way.root.name.text()));
  }
}

std::string text_of(const Way& way) {
  std::string text = "v=spf1";
  for (std::size_t term = 0; term < way.root.records.front().terms.size(); ++term) {
    const auto instead = way.instead.find(term);
    const std::string kept(instead == way.instead.end() ? way.text(term) : instead->second);
    if (!kept.empty()) text += " " + kept;
  }
  return text;
}

}  // namespace

std::optional<Repaired> within_lookup_limit(const SpfNode& root, const dns::Name& domain) {
  if (root.standing != facts::SpfStanding::usable || root.lookups <= facts::spf_lookup_limit) return std::nullopt;
  Way way{.root = root};
  take_savings(way);
  if (root.name == domain) take_idle_services(way);
  if (!way.is_enough()) return std::nullopt;
  way.changes.push_back(fmt::format("{} lookups instead of {}", lookups_without(root, way.left_out), root.lookups));
  return Repaired{text_of(way), std::move(way.changes)};
}

}  // namespace mailauth::repair
