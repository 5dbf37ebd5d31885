#include "report/spf/senders.h"

#include <algorithm>

#include "facts/spf_addresses.h"
#include "text/ascii.h"

namespace mailauth::report {

namespace {

using facts::Facts;
using facts::SpfAddresses;
using facts::SpfNode;
using records::spf::Kind;
using records::spf::Qualifier;
using records::spf::Term;
using Words = std::set<std::string>;

// Receivers use nothing of a record with a syntax error.
bool is_usable(const Facts& facts) { return facts.spf.standing == facts::SpfStanding::usable; }

Words services_of(const Facts& facts) {
  Words names;
  if (!is_usable(facts)) return names;
  for (const facts::RecognisedService& recognised : facts.services)
    if (std::ranges::find(recognised.signs, facts::Sign::spf_include) != recognised.signs.end())
      names.insert(recognised.service->name);
  return names;
}

const facts::SpfEdge* edge_of(const SpfNode& node, std::size_t term) {
  const auto at = std::ranges::find(node.edges, term, &facts::SpfEdge::term);
  return at == node.edges.end() ? nullptr : &*at;
}

bool is_of_a_service(const facts::SpfEdge& edge) {
  return edge.target && facts::service_of_include(*edge.target) != nullptr;
}

// "IP4:192.0.2.1" and "+ip4:192.0.2.1" say the same.
std::string text_of(const SpfNode& node, const Term& term) {
  const text::Span span{term.sign.empty() ? term.span.begin : term.sign.end, term.span.end};
  return text::to_lower(text::escape_for_display(node.records.front().text(span), true));
}

// Nothing: what nobody can tell, or no term that lets anybody pass.
std::optional<SpfAddresses> addresses_of(const SpfNode& node, std::size_t index) {
  const Term& term = node.records.front().terms[index];
  if (term.network) return SpfAddresses{.networks = text::NetworkSet({*term.network})};
  const facts::SpfEdge* edge = edge_of(node, index);
  if (edge == nullptr) return std::nullopt;
  return matched_addresses(node, *edge);
}

bool may_pass(const Term& term) {
  const bool names_somebody = term.kind == Kind::redirect || (is_mechanism(term.kind) && term.kind != Kind::all);
  return names_somebody && term.qualifier == Qualifier::pass;
}

// Terms that are no service's: what they say, and where they stand in the record.
std::vector<std::pair<std::string, std::size_t>> terms_of(const Facts& facts) {
  std::vector<std::pair<std::string, std::size_t>> terms;
  if (!is_usable(facts)) return terms;
  const auto& all = facts.spf.records.front().terms;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const facts::SpfEdge* edge = edge_of(facts.spf, i);
    if (may_pass(all[i]) && (edge == nullptr || !is_of_a_service(*edge)))
      terms.emplace_back(text_of(facts.spf, all[i]), i);
  }
  return terms;
}

bool covers(const text::NetworkSet& permitted, const text::NetworkSet& networks) {
  return without(networks, permitted).empty();
}

}  // namespace

Words spf_senders_only_of(const Facts& one, const Facts& other) {
  Words only = services_of(one), still;
  for (const std::string& name : services_of(other)) only.erase(name);
  for (const auto& [text, index] : terms_of(other)) still.insert(text);
  const SpfAddresses permitted = permitted_addresses(other.spf);
  for (const auto& [text, index] : terms_of(one)) {
    const auto addresses = addresses_of(one.spf, index);
    const bool still_permitted = addresses && addresses->is_known() && covers(permitted.networks, addresses->networks);
    if (!still.contains(text) && !still_permitted) only.insert(text);
  }
  return only;
}

}  // namespace mailauth::report
