#include "facts/spf_addresses.h"

#include <algorithm>

#include "facts/spf/evaluation.h"

namespace mailauth::facts {

namespace {

using records::spf::Kind;
using records::spf::Qualifier;
using records::spf::Term;
using text::Network;
using text::NetworkSet;

const NetworkSet& everybody() {
  static const NetworkSet all({{*text::parse_ip("0.0.0.0"), 0}, {*text::parse_ip("::"), 0}});
  return all;
}

SpfAddresses unknown() { return {{}, false, false}; }

// The addresses of hosts: the answers to A and AAAA.
SpfAddresses matched_hosts(const Term& term, const dns::Answer* const* begin, const dns::Answer* const* end) {
  SpfAddresses matched;
  std::vector<Network> networks;
  for (const dns::Answer* const* at = begin; at != end; ++at) {
    const dns::Answer& answer = **at;
    if (!answer.found() && !answer.absent())
      (answer.question.type == dns::Type::a ? matched.v4_known : matched.v6_known) = false;
    for (const dns::Record& record : answer.records)
      if (const auto* ip = std::get_if<text::Ip>(&record.data)) networks.push_back({*ip, prefix_length(term, *ip)});
  }
  matched.networks = NetworkSet(networks);
  return matched;
}

bool has_too_many_exchanges(const Term& term, const SpfEdge& edge) {  // permerror, RFC 7208 4.6.4
  return term.kind == Kind::mx && !edge.answers.empty() &&
         spf_exchanges(*edge.answers.front()).size() > max_spf_exchanges;
}

SpfAddresses matched_exchanges(const Term& term, const SpfEdge& edge) {
  const dns::Answer& mx = *edge.answers.front();
  if (!mx.found() && !mx.absent()) return unknown();
  const std::size_t hosts = spf_exchanges(mx).size();
  if (edge.answers.size() != 1 + 2 * hosts) return unknown();
  return matched_hosts(term, edge.answers.data() + 1, edge.answers.data() + edge.answers.size());
}

// Whatever the client's address is: RFC 7208 5.7.
SpfAddresses matched_existence(const dns::Answer& answer) {
  if (answer.absent()) return {};
  return answer.found() ? SpfAddresses{everybody(), true, true} : unknown();
}

// What is gone through, and how far.
struct Reach {
  const SpfEdges& left_out;
  const SpfStops* stops = nullptr;  // null: as if there were no permerror

  bool leaves_out(const SpfEdge& edge) const { return std::ranges::find(left_out, &edge) != left_out.end(); }
};

// For whom receivers answer permerror from here on.
struct End {
  bool v4 = false, v6 = false;

  bool all() const { return v4 && v6; }
  void add(const End& other) {
    v4 = v4 || other.v4;
    v6 = v6 || other.v6;
  }
};
constexpr End for_all{true, true};

struct Passed {
  SpfAddresses addresses;
  End end = {};  // for those that are not among the addresses
};

NetworkSet without_families(const NetworkSet& set, const End& gone) {
  if (!gone.v4 && !gone.v6) return set;
  std::vector<Network> kept = set.networks();
  std::erase_if(
      kept, [&](const Network& network) { return network.address.family == text::Ip::Family::v4 ? gone.v4 : gone.v6; });
  return NetworkSet(kept);
}

// Grows while the terms of one record are gone through.
struct Permission {
  SpfAddresses permitted;
  NetworkSet denied;  // matched by a term with another qualifier than "+"
  End end;

  void add(const Passed& matched, Qualifier qualifier) {
    permitted.v4_known = permitted.v4_known && (matched.addresses.v4_known || end.v4);
    permitted.v6_known = permitted.v6_known && (matched.addresses.v6_known || end.v6);
    const NetworkSet networks = without_families(matched.addresses.networks, end);
    if (qualifier != Qualifier::pass)
      denied = united(denied, networks);
    else if (denied.networks().size() > max_spf_exceptions)
      permitted.v4_known = permitted.v6_known = false;
    else
      permitted.networks = united(permitted.networks, without(networks, denied));
    end.add(matched.end);
  }
  Passed result() const { return {permitted, end}; }
};

// The terms with lookups; of one that is not reached, or is left out, there is none.
const SpfEdge* edge_of(const SpfNode& node, std::size_t term, const Reach& reach) {
  const auto edge = std::ranges::find(node.edges, term, &SpfEdge::term);
  return edge == node.edges.end() || reach.leaves_out(*edge) ? nullptr : &*edge;
}

bool may_permit(const SpfNode& node) {
  return node.standing == SpfStanding::unknown || node.standing == SpfStanding::too_big;
}

// Before the term is evaluated.
End end_at(const SpfNode& node, const SpfEdge& edge, const Reach& reach) {
  if (reach.stops == nullptr) return {};
  if (reach.stops->lookups == &edge || has_too_many_exchanges(term_of(node, edge), edge)) return for_all;
  return {reach.stops->voids_v4 == &edge, reach.stops->voids_v6 == &edge};
}

Passed passed(const SpfNode& node, const Reach& reach);

Passed matched(const SpfNode& node, const SpfEdge& edge, const Reach& reach) {
  const Term& term = term_of(node, edge);
  if (!edge.child.empty()) return passed(edge.child.front(), reach);
  const bool leads_to_record = term.kind == Kind::include || term.kind == Kind::redirect;
  if (edge.answers.empty()) {
    if (depends_on_message(node, edge) || edge.target) return {unknown()};
    return {{}, leads_to_record && reach.stops != nullptr ? for_all : End{}};  // RFC 7208 4.3, 5.2
  }
  if (has_too_many_exchanges(term, edge)) return {};
  if (term.kind == Kind::mx) return {matched_exchanges(term, edge)};
  if (term.kind == Kind::exists) return {matched_existence(*edge.answers.front())};
  return {matched_hosts(term, edge.answers.data(), edge.answers.data() + edge.answers.size())};
}

void add(const SpfNode& node, const SpfEdge& edge, Qualifier qualifier, const Reach& reach, Permission& permission) {
  permission.end.add(end_at(node, edge, reach));
  if (!permission.end.all()) permission.add(matched(node, edge, reach), qualifier);
}

// A record that cannot be used, and none at all, are a permerror for who leads here: RFC 7208 5.2, 6.1.
Passed passed(const SpfNode& node, const Reach& reach) {
  if (may_permit(node)) return {unknown()};
  if (node.standing != SpfStanding::usable) return {{}, reach.stops == nullptr ? End{} : for_all};
  Permission permission;
  const std::vector<Term>& terms = node.records.front().terms;
  for (std::size_t index = 0; index < terms.size(); ++index) {
    const Term& term = terms[index];
    if (term.network) permission.add({{NetworkSet({*term.network}), true, true}}, term.qualifier);
    if (term.kind == Kind::all) {
      permission.add({{everybody(), true, true}}, term.qualifier);
      return permission.result();
    }
    if (const SpfEdge* edge = edge_of(node, index, reach); edge != nullptr && is_mechanism(term.kind))
      add(node, *edge, term.qualifier, reach, permission);
  }
  for (const SpfEdge& edge : node.edges)  // RFC 7208 6.1: after all mechanisms, wherever it stands
    if (terms[edge.term].kind == Kind::redirect && !reach.leaves_out(edge))
      add(node, edge, Qualifier::pass, reach, permission);
  return permission.result();
}

}  // namespace

bool depends_on_message(const SpfNode& node, const SpfEdge& edge) {
  const records::spf::Record& record = node.records.front();
  return !records::spf::target(record, record.terms[edge.term], node.name.text());
}

SpfAddresses matched_addresses(const SpfNode& node, const SpfEdge& edge, const SpfEdges& left_out) {
  return matched(node, edge, {left_out}).addresses;
}

SpfAddresses permitted_addresses(const SpfNode& node, const SpfEdges& left_out) {
  return passed(node, {left_out}).addresses;
}

SpfAddresses passing_addresses(const SpfNode& root) {
  const SpfStops stops = spf_stops(root);
  return passed(root, {{}, &stops}).addresses;
}

}  // namespace mailauth::facts
