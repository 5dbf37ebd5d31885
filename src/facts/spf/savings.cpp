// The cheapest ways back under the limit of lookups.

#include <fmt/format.h>

#include <algorithm>

#include "facts/dmarc_discovery.h"
#include "facts/spf/evaluation.h"
#include "facts/spf_addresses.h"

namespace mailauth::facts {

namespace {

using records::spf::Kind;
using records::spf::Qualifier;
using records::spf::Term;
using text::NetworkSet;

// Whose records its owner can change.
struct Own {
  std::optional<dns::Name> organisation;

  explicit Own(const dns::Name& domain) : organisation(registrable_domain(domain)) {}
  bool has(const dns::Name& name) const { return organisation && name.is_within(*organisation); }
};

bool same_term(const SpfSaving& saving, const SpfNode& node, const SpfEdge& edge) {
  return saving.node->name == node.name && saving.edges.front()->term == edge.term;
}

// A ptr and an exists permit what nobody can list, and a redirect also decides about all others.
bool can_be_saved(const Term& term) {
  return term.qualifier == Qualifier::pass &&
         (term.kind == Kind::a || term.kind == Kind::mx || term.kind == Kind::include);
}

// Each term of the owner's records once, with every place where evaluation comes to it.
std::vector<SpfSaving> candidates(const SpfNode& root, const Own& own) {
  std::vector<SpfSaving> found;
  for_each_node(root, [&](const SpfNode& node, const SpfEdge*) {
    if (node.standing != SpfStanding::usable || !own.has(node.name)) return;
    for (const SpfEdge& edge : node.edges) {
      if (!can_be_saved(term_of(node, edge))) continue;
      const auto known =
          std::ranges::find_if(found, [&](const SpfSaving& saving) { return same_term(saving, node, edge); });
      if (known != found.end())
        known->edges.push_back(&edge);
      else if (found.size() < max_spf_savings)
        found.push_back({.node = &node, .edges = {&edge}});
    }
  });
  return found;
}

SpfEdges joined(SpfEdges edges, const SpfEdges& more) {
  edges.insert(edges.end(), more.begin(), more.end());
  return edges;
}

// The one other term of the record that permits all of it.
std::string covering_term(const SpfSaving& saving, const NetworkSet& networks, const SpfEdges& dropped) {
  const records::spf::Record& record = saving.node->records.front();
  const auto covers = [&](const NetworkSet& other) { return without(networks, other).empty(); };
  for (std::size_t index = 0; index < record.terms.size(); ++index) {
    const Term& term = record.terms[index];
    if (term.kind == Kind::all || term.qualifier != Qualifier::pass || index == saving.edges.front()->term) continue;
    const auto edge = std::ranges::find(saving.node->edges, index, &SpfEdge::term);
    const bool is_left = edge == saving.node->edges.end() || std::ranges::find(dropped, &*edge) == dropped.end();
    const bool by_network = term.network && covers(NetworkSet({*term.network}));
    const bool by_lookup =
        edge != saving.node->edges.end() && is_left && covers(matched_addresses(*saving.node, *edge, dropped).networks);
    if (by_network || by_lookup) return std::string(record.text(term.span));
  }
  return {};
}

// From the last term to the first, each without those that were dropped before it: of two that permit the same the
// first one stays, and all can be dropped together.
std::vector<SpfSaving> droppable(const SpfNode& root, const std::vector<SpfSaving>& candidates) {
  const NetworkSet permitted = permitted_addresses(root).networks;
  std::vector<SpfSaving> savings;
  SpfEdges dropped;
  for (auto candidate = candidates.rbegin(); candidate != candidates.rend(); ++candidate) {
    const SpfAddresses matched = matched_addresses(*candidate->node, *candidate->edges.front());
    const SpfEdges all = joined(dropped, candidate->edges);
    if (!matched.is_known() || permitted_addresses(root, all).networks != permitted) continue;
    dropped = all;
    SpfSaving saving = *candidate;
    saving.permits_nobody = matched.networks.empty();
    saving.covered_by = saving.permits_nobody ? "" : covering_term(saving, matched.networks, dropped);
    savings.insert(savings.begin(), std::move(saving));
  }
  return savings;
}

// Hosts of others move without a word.
bool leads_to_own_addresses(const SpfSaving& saving, const Own& own) {
  const SpfEdge& edge = *saving.edges.front();
  if (!edge.target || !own.has(*edge.target)) return false;
  if (saving.term().kind == Kind::include) return !edge.child.empty() && edge.child.front().edges.empty();
  return std::ranges::all_of(edge.answers, [&](const dns::Answer* answer) { return own.has(answer->owner()); }) &&
         !edge.answers.empty();
}

std::string network_term(const text::Network& network) {
  const bool is_v4 = network.address.family == text::Ip::Family::v4;
  const bool is_host = network.prefix == (is_v4 ? 32 : 128);
  return fmt::format("{}:{}", is_v4 ? "ip4" : "ip6", is_host ? to_string(network.address) : to_string(network));
}

std::vector<SpfSaving> replaceable(const std::vector<SpfSaving>& candidates, const Own& own) {
  std::vector<SpfSaving> savings;
  for (SpfSaving saving : candidates) {
    if (!leads_to_own_addresses(saving, own)) continue;
    const SpfAddresses matched = matched_addresses(*saving.node, *saving.edges.front());
    const auto& networks = matched.networks.networks();
    if (!matched.is_known() || networks.empty() || networks.size() > max_networks_written) continue;
    for (const text::Network& network : networks) saving.terms.push_back(network_term(network));
    savings.push_back(std::move(saving));
  }
  return savings;
}

bool is_reached(const SpfNode& node, const SpfEdge& wanted, const SpfEdges& left_out) {
  return std::ranges::any_of(node.edges, [&](const SpfEdge& edge) {
    if (&edge == &wanted) return true;
    if (std::ranges::find(left_out, &edge) != left_out.end()) return false;
    return std::ranges::any_of(edge.child, [&](const SpfNode& child) { return is_reached(child, wanted, left_out); });
  });
}

// What only a dropped term leads to needs no change of its own.
void erase_unreached(const SpfNode& root, std::vector<SpfSaving>& savings, const SpfEdges& dropped) {
  std::erase_if(savings, [&](const SpfSaving& saving) {
    return std::ranges::none_of(saving.edges, [&](const SpfEdge* edge) { return is_reached(root, *edge, dropped); });
  });
}

bool has_same_edges(const std::vector<SpfSaving>& savings, const SpfSaving& other) {
  return std::ranges::any_of(savings, [&](const SpfSaving& saving) { return saving.edges == other.edges; });
}

}  // namespace

std::vector<SpfSaving> spf_savings(const SpfNode& root) {
  const Own own(root.name);
  const std::vector<SpfSaving> all = candidates(root, own);
  std::vector<SpfSaving> drops = droppable(root, all);
  std::vector<SpfSaving> replacements = replaceable(all, own);
  std::erase_if(replacements, [&](const SpfSaving& saving) { return has_same_edges(drops, saving); });
  for (auto* savings : {&drops, &replacements})
    for (SpfSaving& saving : *savings) saving.lookups = lookups_without(root, saving.edges);
  std::ranges::stable_sort(drops, {}, &SpfSaving::lookups);
  std::ranges::stable_sort(replacements, {}, &SpfSaving::lookups);
  SpfEdges dropped;
  for (const SpfSaving& saving : drops) dropped = joined(dropped, saving.edges);
  drops.insert(drops.end(), replacements.begin(), replacements.end());
  erase_unreached(root, drops, dropped);
  return drops;
}

}  // namespace mailauth::facts
