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

SpfAddresses matched_exchanges(const Term& term, const SpfEdge& edge) {
  const dns::Answer& mx = *edge.answers.front();
  if (!mx.found() && !mx.absent()) return unknown();
  const std::size_t hosts = spf_exchanges(mx).size();
  if (hosts > max_spf_exchanges) return {};  // permerror, RFC 7208 4.6.4
  if (edge.answers.size() != 1 + 2 * hosts) return unknown();
  return matched_hosts(term, edge.answers.data() + 1, edge.answers.data() + edge.answers.size());
}

// Whatever the client's address is: RFC 7208 5.7.
SpfAddresses matched_existence(const dns::Answer& answer) {
  if (answer.absent()) return {};
  return answer.found() ? SpfAddresses{everybody(), true, true} : unknown();
}

bool is_left_out(const SpfEdge& edge, const SpfEdges& left_out) {
  return std::ranges::find(left_out, &edge) != left_out.end();
}

// Grows while the terms of one record are gone through.
struct Permission {
  SpfAddresses permitted;
  NetworkSet denied;  // matched by a term with another qualifier than "+"

  void add(const SpfAddresses& matched, Qualifier qualifier) {
    permitted.v4_known = permitted.v4_known && matched.v4_known;
    permitted.v6_known = permitted.v6_known && matched.v6_known;
    if (qualifier != Qualifier::pass)
      denied = united(denied, matched.networks);
    else if (denied.networks().size() > max_spf_exceptions)
      permitted.v4_known = permitted.v6_known = false;
    else
      permitted.networks = united(permitted.networks, without(matched.networks, denied));
  }
};

// The terms with lookups; of one that is not reached, or is left out, there is none.
const SpfEdge* edge_of(const SpfNode& node, std::size_t term, const SpfEdges& left_out) {
  const auto edge = std::ranges::find(node.edges, term, &SpfEdge::term);
  return edge == node.edges.end() || is_left_out(*edge, left_out) ? nullptr : &*edge;
}

bool may_permit(const SpfNode& node) {
  return node.standing == SpfStanding::unknown || node.standing == SpfStanding::too_big;
}

}  // namespace

bool depends_on_message(const SpfNode& node, const SpfEdge& edge) {
  const records::spf::Record& record = node.records.front();
  return !records::spf::target(record, record.terms[edge.term], node.name.text());
}

SpfAddresses matched_addresses(const SpfNode& node, const SpfEdge& edge, const SpfEdges& left_out) {
  const Term& term = node.records.front().terms[edge.term];
  if (!edge.child.empty()) return permitted_addresses(edge.child.front(), left_out);
  if (edge.answers.empty()) return depends_on_message(node, edge) || edge.target ? unknown() : SpfAddresses{};
  if (term.kind == Kind::mx) return matched_exchanges(term, edge);
  if (term.kind == Kind::exists) return matched_existence(*edge.answers.front());
  return matched_hosts(term, edge.answers.data(), edge.answers.data() + edge.answers.size());
}

SpfAddresses permitted_addresses(const SpfNode& node, const SpfEdges& left_out) {
  if (may_permit(node)) return unknown();
  if (node.standing != SpfStanding::usable) return {};
  Permission permission;
  const std::vector<Term>& terms = node.records.front().terms;
  for (std::size_t index = 0; index < terms.size(); ++index) {
    const Term& term = terms[index];
    if (term.network) permission.add({NetworkSet({*term.network}), true, true}, term.qualifier);
    if (term.kind == Kind::all) {
      permission.add({everybody(), true, true}, term.qualifier);
      return permission.permitted;
    }
    if (const SpfEdge* edge = edge_of(node, index, left_out); edge != nullptr && is_mechanism(term.kind))
      permission.add(matched_addresses(node, *edge, left_out), term.qualifier);
  }
  for (const SpfEdge& edge : node.edges)  // RFC 7208 6.1: after all mechanisms, wherever it stands
    if (terms[edge.term].kind == Kind::redirect && !is_left_out(edge, left_out))
      permission.add(matched_addresses(node, edge, left_out), Qualifier::pass);
  return permission.permitted;
}

}  // namespace mailauth::facts
