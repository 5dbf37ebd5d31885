// What an SPF tree means to receivers: whom it permits, what happens to everybody else, and where it breaks.

#include <algorithm>

#include "facts/spf/evaluation.h"
#include "facts/spf_addresses.h"

namespace mailauth::facts {

namespace {

using records::spf::Kind;
using records::spf::Qualifier;
using records::spf::Term;

unsigned lookups_below(const SpfEdge& edge) {
  unsigned lookups = 0;
  for (const SpfNode& child : edge.child) lookups += child.lookups;
  return lookups;
}

// Adds the edges of the tree to `path` in the order of evaluation until the limit is passed.
bool count_to_breach(const SpfNode& node, unsigned& lookups, std::vector<const SpfEdge*>& path) {
  for (const SpfEdge& edge : node.edges) {
    path.push_back(&edge);
    lookups += edge.lookups - lookups_below(edge);
    if (lookups > spf_lookup_limit) return true;
    for (const SpfNode& child : edge.child)
      if (count_to_breach(child, lookups, path)) return true;
    path.pop_back();
  }
  return false;
}

// Mail that this term matches passes. A redirect decides nothing itself.
bool authorises(const Term& term) { return is_mechanism(term.kind) && term.qualifier == Qualifier::pass; }

// The mechanisms that evaluation can reach, with `all` as the last.
std::vector<const Term*> reachable_mechanisms(const records::spf::Record& record) {
  std::vector<const Term*> reachable;
  for (const Term& term : record.terms) {
    if (is_mechanism(term.kind)) reachable.push_back(&term);
    if (term.kind == Kind::all) break;
  }
  return reachable;
}

bool matches_everybody(const Term& term) {
  switch (term.kind) {
    case Kind::all: return true;
    case Kind::ip4:
    case Kind::ip6: return term.network && term.network->prefix == 0;
    case Kind::a:
    case Kind::mx: return term.prefix_length == uint8_t{0} || term.prefix6_length == uint8_t{0};
    case Kind::include:
    case Kind::ptr:
    case Kind::exists:
    case Kind::redirect:
    case Kind::exp:
    case Kind::other_modifier:
    case Kind::unknown: return false;
  }
  return false;
}

const SpfNode* redirect_child(const SpfNode& node) {
  for (const SpfEdge& edge : node.edges)
    if (term_of(node, edge).kind == Kind::redirect && !edge.child.empty()) return &edge.child.front();
  return nullptr;
}

// Anything that can pass counts, unless it is an include or redirect that is known to permit nobody.
bool edge_permits_nobody(const SpfNode& node, const SpfEdge& edge) {
  const Term& term = term_of(node, edge);
  if (term.kind != Kind::redirect && !authorises(term)) return true;
  return !edge.child.empty() && permits_nobody(edge.child.front());
}

bool is_own_permerror(const SpfNode& node) {
  switch (node.standing) {
    case SpfStanding::malformed:
    case SpfStanding::multiple:
    case SpfStanding::loop: return true;
    case SpfStanding::usable:
    case SpfStanding::none:
    case SpfStanding::unknown:
    case SpfStanding::too_big: return false;
  }
  return false;
}

// RFC 7208 4.6.4: more than ten names in the answer to an `mx` are a permerror.
bool has_too_many_exchanges(const SpfNode& node, const SpfEdge& edge) {
  if (term_of(node, edge).kind != Kind::mx) return false;
  return std::ranges::any_of(
      edge.answers, [](const dns::Answer* answer) { return spf_exchanges(*answer).size() > max_spf_exchanges; });
}

// An include of what is no name finds no record: RFC 7208 4.3, 5.2.
bool leads_nowhere(const SpfNode& node, const SpfEdge& edge) {
  const Kind kind = term_of(node, edge).kind;
  return (kind == Kind::include || kind == Kind::redirect) && !edge.target && !depends_on_message(node, edge);
}

// A record below that receivers cannot use, none at all included, makes all of it a permerror: RFC 7208 5.2, 6.1.
bool has_broken_part(const SpfNode& node) {
  if (is_own_permerror(node)) return true;
  return std::ranges::any_of(node.edges, [&](const SpfEdge& edge) {
    return has_too_many_exchanges(node, edge) || leads_nowhere(node, edge) ||
           std::ranges::any_of(edge.child, [](const SpfNode& child) {
             return child.standing == SpfStanding::none || has_broken_part(child);
           });
  });
}

}  // namespace

const records::spf::Term& term_of(const SpfNode& node, const SpfEdge& edge) {
  return node.records.front().terms[edge.term];
}

std::optional<Breach> lookup_breach(const SpfNode& root) {
  Breach breach;
  unsigned lookups = 0;
  if (!count_to_breach(root, lookups, breach.path)) return std::nullopt;
  return breach;
}

bool includes(const SpfNode& root, const dns::Name& target) {
  return std::ranges::any_of(root.edges, [&](const SpfEdge& edge) {
    const Term& term = term_of(root, edge);
    if (term.kind != Kind::redirect && !(term.kind == Kind::include && authorises(term))) return false;
    if (edge.target == target) return true;
    return std::ranges::any_of(edge.child, [&](const SpfNode& child) { return includes(child, target); });
  });
}

bool permits_everybody(const SpfNode& root) {
  if (root.standing != SpfStanding::usable) return false;
  return std::ranges::any_of(reachable_mechanisms(root.records.front()),
                             [](const Term* term) { return authorises(*term) && matches_everybody(*term); });
}

bool permits_nobody(const SpfNode& root) {
  if (root.standing != SpfStanding::usable) return false;
  const bool no_own = std::ranges::none_of(reachable_mechanisms(root.records.front()), [](const Term* term) {
    return authorises(*term) && !needs_lookup(term->kind);
  });
  return no_own &&
         std::ranges::all_of(root.edges, [&](const SpfEdge& edge) { return edge_permits_nobody(root, edge); });
}

std::optional<Qualifier> default_result(const SpfNode& root) {
  if (root.standing != SpfStanding::usable) return std::nullopt;
  if (const Term* all = root.records.front().first(Kind::all)) return all->qualifier;
  const SpfNode* redirected = redirect_child(root);
  return redirected == nullptr ? std::nullopt : default_result(*redirected);
}

bool is_permerror(const SpfNode& root) {
  return root.lookups > spf_lookup_limit || std::min(root.voids_v4, root.voids_v6) > spf_void_limit ||
         has_broken_part(root);
}

}  // namespace mailauth::facts
