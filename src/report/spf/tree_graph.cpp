// The tree of an SPF record as a graph: DOT for Graphviz, and Mermaid.

#include <fmt/format.h>

#include <functional>

#include "report/spf/tree_parts.h"
#include "text/ascii.h"

namespace mailauth::report {

namespace {

using facts::SpfEdge;
using facts::SpfNode;

// A box: its lines are not escaped yet.
struct Box {
  std::size_t id = 0;
  std::size_t parent = 0;  // its id; of the root: itself
  std::vector<std::string> lines;
  bool is_error = false;
};

std::string counted(std::string_view number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == "1" ? one : many);
}

std::string addresses_line(const facts::SpfAddresses& addresses) {
  return fmt::format("{}, {}", counted(ipv4_text(addresses), "IPv4 address", "IPv4 addresses"),
                     counted(ipv6_text(addresses), "IPv6 network", "IPv6 networks"));
}

std::string lookups_line(unsigned lookups, unsigned v4, unsigned v6) {
  return fmt::format("{}, {} void", counted(std::to_string(lookups), "lookup", "lookups"), voids_text(v4, v6));
}

Box term_box(const SpfNode& node, const SpfEdge& edge, const facts::SpfStops& stops) {
  Box box{.lines = {term_text(node, edge), lookups_line(edge.lookups, edge.voids_v4, edge.voids_v6)}};
  if (permits(node, edge)) box.lines.push_back(addresses_line(matched_addresses(node, edge)));
  for (const TermNote& note : term_notes(node, edge, stops)) {
    box.lines.push_back(text::escape_bytes(note.text));
    box.is_error = box.is_error || note.is_error;
  }
  return box;
}

void add_boxes(const SpfNode& node, std::size_t parent, const facts::SpfStops& stops, std::vector<Box>& boxes) {
  for (const SpfEdge& edge : node.edges) {
    Box box = term_box(node, edge, stops);
    box.id = boxes.size();
    box.parent = parent;
    const std::size_t id = box.id;
    boxes.push_back(std::move(box));
    for (const SpfNode& child : edge.child) add_boxes(child, id, stops, boxes);
  }
}

std::string_view verdict_line(SpfTreeVerdict verdict) {
  switch (verdict) {
    case SpfTreeVerdict::usable: return "usable";
    case SpfTreeVerdict::none: return "no SPF record";
    case SpfTreeVerdict::permerror: return "permerror";
    case SpfTreeVerdict::unknown: return "not known";
  }
  return "";
}

// The root first, each before its children.
std::vector<Box> boxes_of(const SpfNode& root) {
  const SpfTreeVerdict verdict = spf_tree_verdict(root);
  std::vector<Box> boxes{
      {.lines = {root.name.text(), std::string(verdict_line(verdict)),
                 lookups_line(root.lookups, root.voids_v4, root.voids_v6), addresses_line(permitted_addresses(root))},
       .is_error = verdict == SpfTreeVerdict::permerror || verdict == SpfTreeVerdict::none}};
  add_boxes(root, 0, facts::spf_stops(root), boxes);
  return boxes;
}

// Inside of a quoted string; the lines are ASCII already.
std::string dot_text(std::string_view line) {
  return text::replace_all(text::replace_all(line, "\\", "\\\\"), "\"", "\\\"");
}

// Only what means nothing to Mermaid, to Markdown or to HTML stays; the rest becomes an entity, "#" for "&".
std::string mermaid_text(std::string_view line) {
  constexpr std::string_view plain = " .,:/-+?";
  std::string out;
  for (const char c : line) {
    if (text::is_alnum(c) || plain.find(c) != std::string_view::npos)
      out += c;
    else
      out += fmt::format("#{};", static_cast<unsigned char>(c));
  }
  return out;
}

std::string label(const Box& box, std::string_view line_end,
                  const std::function<std::string(std::string_view)>& escape) {
  std::vector<std::string> lines;
  for (const std::string& line : box.lines) lines.push_back(escape(line));
  return text::join(lines, line_end);
}

}  // namespace

std::string spf_tree_dot(const SpfNode& root) {
  std::string out = "digraph spf {\n  rankdir=LR;\n  node [shape=box, fontname=\"monospace\"];\n";
  for (const Box& box : boxes_of(root)) {
    out += fmt::format("  n{} [label=\"{}\"{}];\n", box.id, label(box, "\\n", dot_text),
                       box.is_error ? ", color=red, fontcolor=red" : "");
    if (box.id != box.parent) out += fmt::format("  n{} -> n{};\n", box.parent, box.id);
  }
  return out + "}\n";
}

std::string spf_tree_mermaid(const SpfNode& root) {
  std::string out = "flowchart LR\n  classDef error stroke:#c00,color:#c00\n";
  for (const Box& box : boxes_of(root)) {
    out += fmt::format("  n{}[\"{}\"]{}\n", box.id, label(box, "<br/>", mermaid_text), box.is_error ? ":::error" : "");
    if (box.id != box.parent) out += fmt::format("  n{} --> n{}\n", box.parent, box.id);
  }
  return out;
}

}  // namespace mailauth::report
