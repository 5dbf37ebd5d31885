#include <ranges>

#include "report/json/facts.h"
#include "report/spf/tree_parts.h"
#include "report/spf/tree_savings.h"

namespace mailauth::report {

namespace {

using facts::SpfEdge;
using facts::SpfNode;

std::string_view to_string(SpfTreeVerdict verdict) {
  switch (verdict) {
    case SpfTreeVerdict::usable: return "usable";
    case SpfTreeVerdict::none: return "none";
    case SpfTreeVerdict::permerror: return "permerror";
    case SpfTreeVerdict::unknown: return "unknown";
  }
  return "";
}

void put_addresses(JsonWriter& out, const facts::SpfAddresses& addresses) {
  out.number("ipv4_addresses", addresses.networks.ipv4_addresses()).flag("ipv4_known", addresses.v4_known);
  out.number("ipv6_networks", addresses.networks.ipv6_networks()).flag("ipv6_known", addresses.v6_known);
}

void put_voids(JsonWriter& out, unsigned v4, unsigned v6) { out.number("ipv4", v4).number("ipv6", v6); }

std::vector<const dns::Answer*> answers_of(const SpfEdge& edge) {
  std::vector<const dns::Answer*> answers = edge.answers;
  for (const SpfNode& child : edge.child)
    if (child.answer != nullptr) answers.push_back(child.answer);
  return answers;
}

void put_branch(JsonWriter& out, const SpfEdge& edge, const SpfNode& node, const facts::SpfStops& stops) {
  put_text(out, "term", node.records.front().text(term_of(node, edge).span));
  out.text("target", edge.target ? std::optional(edge.target->text()) : std::nullopt);
  out.flag("permits", permits(node, edge)).number("lookups", edge.lookups);
  out.object("void_lookups", put_voids, edge.voids_v4, edge.voids_v6);
  out.object("addresses", put_addresses, matched_addresses(node, edge));
  out.texts("notes", term_notes(node, edge, stops) | std::views::transform(&TermNote::text));
  put_answers(out, "answers", answers_of(edge));
  out.objects("branches", edge.child.empty() ? std::span<const SpfEdge>() : edge.child.front().edges,
              [&](const SpfEdge& next) { put_branch(out, next, edge.child.front(), stops); });
}

// The terms from the root's own record to the one at which receivers stop.
bool find_path(const SpfNode& node, const SpfEdge& wanted, std::vector<std::string>& path) {
  for (const SpfEdge& edge : node.edges) {
    path.push_back(term_text(node, edge));
    if (&edge == &wanted) return true;
    for (const SpfNode& child : edge.child)
      if (find_path(child, wanted, path)) return true;
    path.pop_back();
  }
  return false;
}

void put_path(JsonWriter& out, std::string_view name, const SpfNode& root, const SpfEdge* edge) {
  std::vector<std::string> path;
  if (edge != nullptr && find_path(root, *edge, path))
    out.texts(name, path);
  else
    out.null(name);
}

void put_stops(JsonWriter& out, const SpfNode& root, const facts::SpfStops& stops) {
  put_path(out, "lookups", root, stops.lookups);
  put_path(out, "void_lookups_ipv4", root, stops.voids_v4);
  put_path(out, "void_lookups_ipv6", root, stops.voids_v6);
}

void put_tree(JsonWriter& out, const SpfNode& root) {
  const facts::SpfStops stops = facts::spf_stops(root);
  const auto others = default_result(root);
  out.text("domain", root.name.text()).text("verdict", to_string(spf_tree_verdict(root)));
  out.objects("records", root.records, [&](const records::spf::Record& record) { put_record(out, record.source); });
  out.number("lookups", root.lookups).object("void_lookups", put_voids, root.voids_v4, root.voids_v6);
  out.object("addresses", put_addresses, permitted_addresses(root));
  out.text("all_others", others ? std::optional(to_string(*others)) : std::nullopt);
  out.object("stops", put_stops, root, stops);
  put_answers(out, "unanswered", facts::spf_gaps(root).unanswered);
  put_savings(out, "ways_back", root);
  out.objects("branches", root.edges, put_branch, root, stops);
}

}  // namespace

std::string spf_tree_json(const SpfNode& root) {
  JsonWriter out(indented);
  out.object(put_tree, root);
  return finish(out);
}

}  // namespace mailauth::report
