// Where receivers stop in an SPF tree, and what is not known about it.

#include <algorithm>

#include "facts/spf_addresses.h"

namespace mailauth::facts {

namespace {

struct Count {
  unsigned lookups = 0, voids_v4 = 0, voids_v6 = 0;
};

void note(const SpfEdge*& stop, unsigned count, unsigned limit, const SpfEdge& edge) {
  if (stop == nullptr && count > limit) stop = &edge;
}

// A term counts before what it leads to.
void count_terms(const SpfNode& node, Count& count, SpfStops& stops) {
  for (const SpfEdge& edge : node.edges) {
    Count own{edge.lookups, edge.voids_v4, edge.voids_v6};
    for (const SpfNode& child : edge.child) {
      own.lookups -= child.lookups;
      own.voids_v4 -= child.voids_v4;
      own.voids_v6 -= child.voids_v6;
    }
    count = {count.lookups + own.lookups, count.voids_v4 + own.voids_v4, count.voids_v6 + own.voids_v6};
    note(stops.lookups, count.lookups, spf_lookup_limit, edge);
    note(stops.voids_v4, count.voids_v4, spf_void_limit, edge);
    note(stops.voids_v6, count.voids_v6, spf_void_limit, edge);
    for (const SpfNode& child : edge.child) count_terms(child, count, stops);
  }
}

void add_unanswered(SpfGaps& gaps, const dns::Answer* answer) {
  if (answer == nullptr || answer->found() || answer->absent()) return;
  if (std::ranges::find(gaps.unanswered, answer) == gaps.unanswered.end()) gaps.unanswered.push_back(answer);
}

}  // namespace

SpfStops spf_stops(const SpfNode& root) {
  SpfStops stops;
  Count count;
  count_terms(root, count, stops);
  return stops;
}

SpfGaps spf_gaps(const SpfNode& root) {
  SpfGaps gaps;
  for_each_node(root, [&](const SpfNode& node, const SpfEdge*) {
    add_unanswered(gaps, node.answer);
    for (const SpfEdge& edge : node.edges) {
      const records::spf::Kind kind = node.records.front().terms[edge.term].kind;
      const bool has_record = kind == records::spf::Kind::include || kind == records::spf::Kind::redirect;
      gaps.has_unknown_branch |= has_record && depends_on_message(node, edge);
      for (const dns::Answer* answer : edge.answers) add_unanswered(gaps, answer);
    }
  });
  return gaps;
}

unsigned lookups_without(const SpfNode& root, const SpfEdges& left_out) {
  unsigned lookups = 0;
  for (const SpfEdge& edge : root.edges) {
    if (std::ranges::find(left_out, &edge) != left_out.end()) continue;
    lookups += edge.lookups;
    for (const SpfNode& child : edge.child) lookups -= child.lookups - lookups_without(child, left_out);
  }
  return lookups;
}

}  // namespace mailauth::facts
