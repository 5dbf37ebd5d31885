#include "report/json_facts.h"
#include "report/spf_tree_parts.h"
#include "report/spf_tree_savings.h"

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

Json addresses_json(const facts::SpfAddresses& addresses) {
  return {{"ipv4_addresses", addresses.networks.ipv4_addresses()},
          {"ipv4_known", addresses.v4_known},
          {"ipv6_networks", addresses.networks.ipv6_networks()},
          {"ipv6_known", addresses.v6_known}};
}

Json voids_json(unsigned v4, unsigned v6) { return {{"ipv4", v4}, {"ipv6", v6}}; }

Json branches_json(const SpfNode& node, const facts::SpfStops& stops);

Json branch_json(const SpfNode& node, const SpfEdge& edge, const facts::SpfStops& stops) {
  Json json = Json::object();
  put_text(json, "term", node.records.front().text(term_of(node, edge).span));
  json["target"] = edge.target ? Json(edge.target->text()) : Json(nullptr);
  json["permits"] = permits(node, edge);
  json["lookups"] = edge.lookups;
  json["void_lookups"] = voids_json(edge.voids_v4, edge.voids_v6);
  json["addresses"] = addresses_json(matched_addresses(node, edge));
  json["notes"] = Json::array();
  for (const TermNote& note : term_notes(node, edge, stops)) json["notes"].push_back(note.text);
  json["answers"] = Json::array();
  for (const dns::Answer* answer : edge.answers) json["answers"].push_back(answer_json(*answer));
  for (const SpfNode& child : edge.child)
    if (child.answer != nullptr) json["answers"].push_back(answer_json(*child.answer));
  json["branches"] = Json::array();
  for (const SpfNode& child : edge.child) json["branches"] = branches_json(child, stops);
  return json;
}

Json branches_json(const SpfNode& node, const facts::SpfStops& stops) {
  Json json = Json::array();
  for (const SpfEdge& edge : node.edges) json.push_back(branch_json(node, edge, stops));
  return json;
}

// The terms from the root's own record to the one at which receivers stop.
bool find_path(const SpfNode& node, const SpfEdge& wanted, Json& path) {
  for (const SpfEdge& edge : node.edges) {
    path.push_back(term_text(node, edge));
    if (&edge == &wanted) return true;
    for (const SpfNode& child : edge.child)
      if (find_path(child, wanted, path)) return true;
    path.erase(path.size() - 1);
  }
  return false;
}

Json path_or_null(const SpfNode& root, const SpfEdge* edge) {
  if (edge == nullptr) return nullptr;
  Json path = Json::array();
  find_path(root, *edge, path);
  return path;
}

}  // namespace

std::string spf_tree_json(const SpfNode& root) {
  const facts::SpfStops stops = facts::spf_stops(root);
  Json json = {{"domain", root.name.text()}, {"verdict", to_string(spf_tree_verdict(root))}};
  json["records"] = Json::array();
  for (const records::spf::Record& record : root.records) json["records"].push_back(record_json(record.source));
  json["lookups"] = root.lookups;
  json["void_lookups"] = voids_json(root.voids_v4, root.voids_v6);
  json["addresses"] = addresses_json(permitted_addresses(root));
  const auto others = default_result(root);
  json["all_others"] = others ? Json(to_string(*others)) : Json(nullptr);
  json["stops"] = {{"lookups", path_or_null(root, stops.lookups)},
                   {"void_lookups_ipv4", path_or_null(root, stops.voids_v4)},
                   {"void_lookups_ipv6", path_or_null(root, stops.voids_v6)}};
  json["unanswered"] = Json::array();
  for (const dns::Answer* answer : facts::spf_gaps(root).unanswered) json["unanswered"].push_back(answer_json(*answer));
  json["ways_back"] = savings_json(root);
  json["branches"] = branches_json(root, stops);
  return dump(json);
}

}  // namespace mailauth::report
