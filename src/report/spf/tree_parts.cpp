#include "report/spf/tree_parts.h"

#include <fmt/format.h>

#include "text/ascii.h"

namespace mailauth::report {

namespace {

using facts::SpfEdge;
using facts::SpfNode;
using facts::SpfStanding;
using records::spf::Kind;

bool has_record(Kind kind) { return kind == Kind::include || kind == Kind::redirect; }

void note_stops(const SpfEdge& edge, const facts::SpfStops& stops, std::vector<TermNote>& notes) {
  if (stops.lookups == &edge) notes.push_back({true, "the 11th lookup: receivers stop here"});
  const bool v4 = stops.voids_v4 == &edge;
  const bool v6 = stops.voids_v6 == &edge;
  const std::string_view clients = v4 && v6 ? "" : v4 ? " for IPv4 clients" : " for IPv6 clients";
  if (v4 || v6) notes.push_back({true, fmt::format("the 3rd void lookup{}: receivers stop here", clients)});
}

void note_answer(const dns::Answer& answer, std::vector<TermNote>& notes) {
  if (answer.found() || answer.absent()) return;
  notes.push_back({false, fmt::format("not known: {}: {}", to_string(answer.question), describe(answer.outcome))});
}

void note_standing(const SpfNode& child, std::vector<TermNote>& notes) {
  switch (child.standing) {
    case SpfStanding::usable: return;
    case SpfStanding::none: return notes.push_back({true, "no SPF record is there: permerror"});
    case SpfStanding::multiple:
      return notes.push_back({true, fmt::format("{} SPF records are there: permerror", child.records.size())});
    case SpfStanding::malformed: return notes.push_back({true, "a syntax error is there: permerror"});
    case SpfStanding::unknown: return child.answer != nullptr ? note_answer(*child.answer, notes) : void();
    case SpfStanding::loop: return notes.push_back({true, "this is a loop"});
    case SpfStanding::too_big: return notes.push_back({false, "not followed any further"});
  }
}

// Of terms that lead to no record that could be shown below.
void note_target(const SpfNode& node, const SpfEdge& edge, std::vector<TermNote>& notes) {
  const Kind kind = term_of(node, edge).kind;
  if (kind == Kind::ptr)
    notes.push_back({false, "not known: depends on the client's name"});
  else if (facts::depends_on_message(node, edge))
    notes.push_back({false, "not known: depends on the message"});
  else if (!edge.target)
    notes.push_back({has_record(kind), has_record(kind) ? "no domain name: permerror" : "no domain name"});
}

void note_exchanges(const SpfNode& node, const SpfEdge& edge, std::vector<TermNote>& notes) {
  if (term_of(node, edge).kind != Kind::mx || edge.answers.empty()) return;
  const std::size_t hosts = mx_records(*edge.answers.front()).size();
  if (hosts > facts::max_spf_exchanges)
    notes.push_back({true, fmt::format("{} mail hosts, more than {}: permerror", hosts, facts::max_spf_exchanges)});
}

std::string at_least(bool known, uint64_t count) {
  if (known) return grouped(count);
  return count == 0 ? "?" : grouped(count) + "+";
}

bool has_unknown_answer(const facts::SpfGaps& gaps) { return !gaps.unanswered.empty() || gaps.has_unknown_branch; }

}  // namespace

SpfTreeVerdict spf_tree_verdict(const SpfNode& root) {
  if (facts::is_permerror(root)) return SpfTreeVerdict::permerror;
  if (has_unknown_answer(facts::spf_gaps(root))) return SpfTreeVerdict::unknown;
  return root.standing == SpfStanding::none ? SpfTreeVerdict::none : SpfTreeVerdict::usable;
}

std::string term_text(const SpfNode& node, const SpfEdge& edge) {
  return text::escape_bytes(node.records.front().text(term_of(node, edge).span));
}

std::vector<TermNote> term_notes(const SpfNode& node, const SpfEdge& edge, const facts::SpfStops& stops) {
  std::vector<TermNote> notes;
  note_stops(edge, stops, notes);
  note_target(node, edge, notes);
  note_exchanges(node, edge, notes);
  for (const dns::Answer* answer : edge.answers) note_answer(*answer, notes);
  for (const SpfNode& child : edge.child) note_standing(child, notes);
  return notes;
}

bool permits(const SpfNode& node, const SpfEdge& edge) {
  const records::spf::Term& term = term_of(node, edge);
  return term.kind == Kind::redirect || term.qualifier == records::spf::Qualifier::pass;
}

std::string ipv4_text(const facts::SpfAddresses& addresses) {
  return at_least(addresses.v4_known, addresses.networks.ipv4_addresses());
}

std::string ipv6_text(const facts::SpfAddresses& addresses) {
  return at_least(addresses.v6_known, addresses.networks.ipv6_networks());
}

std::string voids_text(unsigned v4, unsigned v6) {
  return v4 == v6 ? std::to_string(v4) : fmt::format("{}/{}", v4, v6);
}

}  // namespace mailauth::report
