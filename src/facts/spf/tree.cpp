#include "facts/spf_tree.h"

#include <algorithm>
#include <array>
#include <utility>

#include "facts/registered_domain.h"
#include "facts/spf/evaluation.h"

namespace mailauth::facts {

namespace {

using records::spf::Kind;
using records::spf::Term;

// One walk through a tree: what it has looked at, and the names from the root to where it is.
struct Walk {
  dns::Evidence& evidence;
  const dns::Name& domain;  // at the root
  std::vector<dns::Name> path;
  std::size_t nodes = 0;
  std::size_t edges = 0;
};

SpfNode follow(const dns::Name& name, Walk& walk);

SpfStanding standing_of(const SpfNode& node) {
  if (node.answer->absent()) return SpfStanding::none;
  if (!node.answer->found()) return SpfStanding::unknown;
  if (node.records.empty()) return SpfStanding::none;
  if (node.records.size() > 1) return SpfStanding::multiple;
  return records::spf::is_valid(node.records.front()) ? SpfStanding::usable : SpfStanding::malformed;
}

struct SpfTexts {
  std::vector<records::spf::Record> records, lookalikes;
};

SpfTexts read_spf(const dns::Answer& answer) {
  SpfTexts texts;
  for (const text::Source& source : txt_sources(answer)) {
    if (records::spf::is_spf(source.text))
      texts.records.push_back(records::spf::parse(source));
    else if (records::spf::resembles_spf(source.text))
      texts.lookalikes.push_back(records::spf::parse(source));
  }
  return texts;
}

void select_records(SpfNode& node) {
  if (!node.answer->found()) return;
  const SpfTexts& texts = node.answer->worked_out.once(read_spf, *node.answer);
  node.records = texts.records;
  node.lookalikes = texts.lookalikes;
}

const dns::Answer& look_up(SpfEdge& edge, const dns::Name& name, dns::Type type, Walk& walk) {
  const dns::Answer& answer = walk.evidence.ask(name, type);
  edge.answers.push_back(&answer);
  return answer;
}

// A name that does not exist may be one that anybody can register.
void check_registration(SpfEdge& edge, const dns::Answer& answer, Walk& walk) {
  if (answer.outcome != dns::Outcome::no_domain) return;
  const auto registrable = name_to_register(answer.owner(), walk.domain);
  if (!registrable) return;
  edge.registrable = registrable;
  edge.registration = &walk.evidence.ask(*registrable, dns::Type::ns);
}

// A void lookup is one that finds nothing: NXDOMAIN or no data. A term counts once: RFC 7208 4.6.4.
void count_voids(SpfEdge& edge, const dns::Answer& v4, const dns::Answer& v6) {
  edge.voids_v4 += v4.absent() ? 1 : 0;
  edge.voids_v6 += v6.absent() ? 1 : 0;
}

void follow_record(SpfEdge& edge, Walk& walk) {
  const SpfNode& child = edge.child.emplace_back(follow(*edge.target, walk));
  edge.lookups += child.lookups;
  edge.voids_v4 += child.voids_v4;
  edge.voids_v6 += child.voids_v6;
  if (child.answer == nullptr) return;
  count_voids(edge, *child.answer, *child.answer);
  check_registration(edge, *child.answer, walk);
}

void follow_addresses(SpfEdge& edge, Walk& walk) {
  const dns::Answer& v4 = look_up(edge, *edge.target, dns::Type::a, walk);
  const dns::Answer& v6 = look_up(edge, *edge.target, dns::Type::aaaa, walk);
  count_voids(edge, v4, v6);
  check_registration(edge, v4, walk);
}

// More hosts than receivers look at are an error before any is asked: RFC 7208 4.6.4.
void follow_exchanges(SpfEdge& edge, Walk& walk) {
  const dns::Answer& mx = look_up(edge, *edge.target, dns::Type::mx, walk);
  check_registration(edge, mx, walk);
  bool void_v4 = mx.absent();
  bool void_v6 = mx.absent();
  const std::vector<dns::Name> hosts = spf_exchanges(mx);
  if (hosts.size() <= max_spf_exchanges)
    for (const dns::Name& host : hosts) {
      if (++walk.edges > max_spf_edges) break;
      void_v4 = look_up(edge, host, dns::Type::a, walk).absent() || void_v4;
      void_v6 = look_up(edge, host, dns::Type::aaaa, walk).absent() || void_v6;
    }
  edge.voids_v4 += void_v4 ? 1 : 0;
  edge.voids_v6 += void_v6 ? 1 : 0;
}

// A record of type A, also for IPv6 clients: RFC 7208 5.7.
void follow_existence(SpfEdge& edge, Walk& walk) {
  const dns::Answer& answer = look_up(edge, *edge.target, dns::Type::a, walk);
  count_voids(edge, answer, answer);
  check_registration(edge, answer, walk);
}

void follow_target(SpfEdge& edge, Kind kind, Walk& walk) {
  const bool within_bound = ++walk.edges <= max_spf_edges;
  switch (kind) {
    case Kind::include:
    case Kind::redirect: return follow_record(edge, walk);
    case Kind::a: return within_bound ? follow_addresses(edge, walk) : void();
    case Kind::mx: return within_bound ? follow_exchanges(edge, walk) : void();
    case Kind::exists: return within_bound ? follow_existence(edge, walk) : void();
    case Kind::ptr:  // asks for names that only a client's address can tell
    case Kind::all:
    case Kind::ip4:
    case Kind::ip6:
    case Kind::exp:
    case Kind::other_modifier:
    case Kind::unknown: return;
  }
}

void add_edge(SpfNode& node, std::size_t index, Walk& walk) {
  const records::spf::Record& record = node.records.front();
  const Term& term = record.terms[index];
  SpfEdge edge{.term = index, .lookups = own_lookups(record, term)};
  const auto target = records::spf::target(record, term, node.name.text());
  if (target)
    edge.target = dns::Name::parse_unescaped(*target);
  else
    node.depends_on_message = true;
  if (edge.target) follow_target(edge, term.kind, walk);

  node.lookups += edge.lookups;
  node.voids_v4 += edge.voids_v4;
  node.voids_v6 += edge.voids_v6;
  for (const SpfNode& child : edge.child) node.depends_on_message |= child.depends_on_message;
  node.edges.push_back(std::move(edge));
}

// The terms with lookups in the order of evaluation: mechanisms up to `all`; redirect last, and only
// without any `all` (RFC 7208 4.6.2, 5.1, 6.1).
std::vector<std::size_t> reachable_lookups(const records::spf::Record& record) {
  std::vector<std::size_t> reachable;
  std::optional<std::size_t> redirect;
  for (std::size_t index = 0; index < record.terms.size(); ++index) {
    const Term& term = record.terms[index];
    if (term.kind == Kind::all) return reachable;
    if (term.flaw != records::spf::Flaw::none || !needs_lookup(term.kind)) continue;
    if (term.kind != Kind::redirect)
      reachable.push_back(index);
    else if (!redirect)
      redirect = index;
  }
  if (redirect) reachable.push_back(*redirect);
  return reachable;
}

SpfNode follow(const dns::Name& name, Walk& walk) {
  SpfNode node{.name = name};
  if (std::ranges::find(walk.path, name) != walk.path.end()) {
    node.standing = SpfStanding::loop;
    return node;
  }
  if (walk.path.size() >= max_spf_depth || walk.nodes >= max_spf_nodes || walk.edges > max_spf_edges) {
    node.standing = SpfStanding::too_big;
    return node;
  }
  ++walk.nodes;
  node.answer = &walk.evidence.ask(name, dns::Type::txt);
  select_records(node);
  node.standing = standing_of(node);
  if (node.records.size() != 1) return node;

  walk.path.push_back(name);
  for (const std::size_t index : reachable_lookups(node.records.front())) add_edge(node, index, walk);
  walk.path.pop_back();
  return node;
}

// exp= counts only in the record of the domain itself, and costs no lookup: RFC 7208 6.2.
void ask_for_explanation(SpfNode& root, dns::Evidence& evidence) {
  const Term* exp = root.standing == SpfStanding::usable ? root.records.front().first(Kind::exp) : nullptr;
  const auto target =
      exp == nullptr ? std::nullopt : records::spf::target(root.records.front(), *exp, root.name.text());
  const auto name = target ? dns::Name::parse_unescaped(*target) : std::nullopt;
  if (name) root.explanation = &evidence.ask(*name, dns::Type::txt);
}

void ask_elsewhere(SpfNode& root, dns::Evidence& evidence) {
  constexpr std::array<std::string_view, 5> labels{"_spf", "spf", "_spf1", "default._spf", "www"};
  if (root.standing != SpfStanding::none || !root.lookalikes.empty()) return;
  for (const std::string_view label : labels)
    if (const auto name = root.name.child(label)) root.elsewhere.push_back(&evidence.ask(*name, dns::Type::txt));
}

}  // namespace

SpfNode spf_tree(const dns::Name& domain, dns::Evidence& evidence) {
  Walk walk{.evidence = evidence, .domain = domain};
  SpfNode root = follow(domain, walk);
  ask_for_explanation(root, evidence);
  ask_elsewhere(root, evidence);
  return root;
}

}  // namespace mailauth::facts
