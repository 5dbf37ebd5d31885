// The tree of an SPF record, for people.

#include <fmt/format.h>

#include <algorithm>

#include "report/pen.h"
#include "report/spf/tree_parts.h"
#include "report/spf/tree_savings.h"
#include "text/ascii.h"

namespace mailauth::report {

namespace {

using facts::SpfEdge;
using facts::SpfNode;

constexpr unsigned numbers_width = 34;
constexpr unsigned least_label_width = 12;
constexpr unsigned max_drawn_depth = 9;  // the eleventh level is behind the eleventh lookup

std::string numbers(std::string_view lookups, std::string_view voids, std::string_view ipv4, std::string_view ipv6) {
  return fmt::format("{:>7}{:>6}{:>15}{:>6}", lookups, voids, ipv4, ipv6);
}

// The lines in front of a row, and in front of what follows below it.
struct Branch {
  std::string first, next;
};

struct Drawing {
  const Pen& pen;
  facts::SpfStops stops;
  bool stopped = false;  // everything from here on is never reached
  std::string out;

  std::string line(std::string_view utf8, std::string_view ascii) const {
    return std::string(pen.style().utf8 ? utf8 : ascii);
  }
  Branch branch(const std::string& before, bool is_last) const {
    return is_last ? Branch{before + line("└─ ", "`- "), before + "   "}
                   : Branch{before + line("├─ ", "|- "), before + line("│  ", "|  ")};
  }
  void add_row(const Branch& at, std::string_view label, const std::string& columns, Ink ink);
  void add_note(const Branch& at, const TermNote& note);
};

// A label that is too long goes on below.
void Drawing::add_row(const Branch& at, std::string_view label, const std::string& columns, Ink ink) {
  const unsigned used = 2 + display_width(at.first) + numbers_width;
  const unsigned room = pen.width() > used + least_label_width ? pen.width() - used : least_label_width;
  std::string row = fmt::format("{}{:<{}}{}", at.first, label.substr(0, room), room, columns);
  out += "  " + pen.paint(ink, row) + "\n";
  for (std::size_t from = room; from < label.size(); from += room)
    out += "  " + pen.paint(ink, at.next + std::string(label.substr(from, room))) + "\n";
}

void Drawing::add_note(const Branch& at, const TermNote& note) {
  const Symbol symbol = note.is_error ? Symbol::bad : Symbol::unknown;
  out += wrap(pen.prose(note.text), pen.width(), display_width(at.next) + 4, "  " + at.next + pen.symbol(symbol) + " ");
}

// ip4: and ip6: have no branch of their own; without them the numbers would not add up.
std::optional<facts::SpfAddresses> own_networks(const SpfNode& node) {
  std::vector<text::Network> networks;
  for (const records::spf::Term& term : node.records.front().terms) {
    if (term.kind == records::spf::Kind::all) break;
    if (term.network && term.qualifier == records::spf::Qualifier::pass) networks.push_back(*term.network);
  }
  if (networks.empty()) return std::nullopt;
  return facts::SpfAddresses{text::NetworkSet(networks), true, true};
}

void draw_edges(const SpfNode& node, const std::string& before, unsigned depth, Drawing& drawing);

void draw_edge(const SpfNode& node, const SpfEdge& edge, const Branch& at, unsigned depth, Drawing& drawing) {
  const bool stops = drawing.stops.lookups == &edge;
  const Ink ink = stops ? Ink::red : drawing.stopped ? Ink::dim : Ink::plain;
  const facts::SpfAddresses addresses = matched_addresses(node, edge);
  const bool counts = permits(node, edge);
  drawing.add_row(at, term_text(node, edge),
                  numbers(std::to_string(edge.lookups), voids_text(edge.voids_v4, edge.voids_v6),
                          counts ? ipv4_text(addresses) : "-", counts ? ipv6_text(addresses) : "-"),
                  ink);
  drawing.stopped = drawing.stopped || stops;
  for (const TermNote& note : term_notes(node, edge, drawing.stops)) drawing.add_note(at, note);
  for (const SpfNode& child : edge.child) draw_edges(child, at.next, depth + 1, drawing);
}

void draw_edges(const SpfNode& node, const std::string& before, unsigned depth, Drawing& drawing) {
  if (node.edges.empty()) return;
  if (depth > max_drawn_depth) return drawing.add_note({before, before}, {false, "deeper branches are not drawn"});
  const auto own = own_networks(node);
  for (const SpfEdge& edge : node.edges)
    draw_edge(node, edge, drawing.branch(before, &edge == &node.edges.back() && !own), depth, drawing);
  if (own)
    drawing.add_row(drawing.branch(before, true), "ip4: and ip6:", numbers("", "", ipv4_text(*own), ipv6_text(*own)),
                    Ink::plain);
}

std::string tree(const SpfNode& root, const Pen& pen) {
  Drawing drawing{pen, facts::spf_stops(root), false, {}};
  const facts::SpfAddresses all = permitted_addresses(root);
  drawing.add_row({}, "", numbers("lookups", "void", "IPv4", "IPv6"), Ink::dim);
  drawing.add_row(
      {}, root.name.text(),
      numbers(std::to_string(root.lookups), voids_text(root.voids_v4, root.voids_v6), ipv4_text(all), ipv6_text(all)),
      Ink::bold);
  draw_edges(root, "", 0, drawing);
  const auto others = default_result(root);
  drawing.out += fmt::format("  all others: {}\n", others ? to_string(*others) : "neutral, or not known");
  return drawing.out;
}

std::string permerror_text(const SpfNode& root) {
  if (root.lookups > facts::spf_lookup_limit)
    return fmt::format("{} lookups, and receivers stop after {}", root.lookups, facts::spf_lookup_limit);
  const unsigned voids = std::min(root.voids_v4, root.voids_v6);
  if (voids > facts::spf_void_limit)
    return fmt::format("{} void lookups, and receivers stop after {}", voids, facts::spf_void_limit);
  if (root.standing == facts::SpfStanding::multiple) return fmt::format("{} SPF records", root.records.size());
  return root.standing == facts::SpfStanding::malformed ? "a syntax error" : "a branch that receivers cannot use";
}

std::string none_text(const SpfNode& root, const Pen& pen) {
  const bool exists = root.answer == nullptr || root.answer->outcome != dns::Outcome::no_domain;
  return exists ? "no SPF record" : fmt::format("no SPF record: {} does not exist", pen.prose(root.name.text()));
}

std::string unknown_text(const SpfNode& root, const Pen& pen) {
  const facts::SpfGaps gaps = facts::spf_gaps(root);
  if (gaps.unanswered.empty()) return "the message decides where a branch leads";
  const dns::Answer& first = *gaps.unanswered.front();
  return fmt::format("{} was not answered ({}){}", pen.display(to_string(first.question)), describe(first.outcome),
                     gaps.unanswered.size() > 1 ? fmt::format(", and {} more", gaps.unanswered.size() - 1) : "");
}

std::string verdict_line(const SpfNode& root, const Pen& pen) {
  const auto say = [&](Symbol symbol, const std::string& text) {
    return wrap(text, pen.width(), 4, "  " + pen.symbol(symbol) + " ");
  };
  switch (spf_tree_verdict(root)) {
    case SpfTreeVerdict::usable:
      return say(Symbol::good,
                 fmt::format("usable: {} of {} lookups, {} of {} void lookups", root.lookups, facts::spf_lookup_limit,
                             voids_text(root.voids_v4, root.voids_v6), facts::spf_void_limit));
    case SpfTreeVerdict::none: return say(Symbol::bad, none_text(root, pen));
    case SpfTreeVerdict::permerror: return say(Symbol::bad, "permerror: " + permerror_text(root));
    case SpfTreeVerdict::unknown: return say(Symbol::unknown, "not known: " + unknown_text(root, pen));
  }
  return {};
}

std::string servers_text(const dns::Cost& cost) { return fmt::to_string(fmt::join(cost.servers, ", ")); }

std::string servers_line(const dns::Cost& cost, const Pen& pen) {
  return cost.servers.empty() ? "" : "\n" + wrap(pen.display(servers_text(cost)), pen.width(), 2);
}

std::string legend(const dns::Cost& cost, const Pen& pen) {
  const std::string text = fmt::format(
      "IPv4: addresses, IPv6: networks, what overlaps counted once{}+: at least, ?: not known{}void: a/b for IPv4 and "
      "IPv6 clients{}{}",
      pen.dot(), pen.dot(), cost.servers.empty() ? "" : pen.dot(), servers_text(cost));
  return wrap(pen.prose(text), pen.width(), 2);
}

}  // namespace

std::string spf_tree_text(const SpfNode& root, const dns::Cost& cost, const TextStyle& style) {
  const Pen pen(style);
  std::string out = "\n  " + pen.paint(Ink::bold, pen.prose(root.name.text()) + " TXT") + "\n";
  for (const records::spf::Record& record : root.records) out += wrap(pen.display(record.source.text), pen.width(), 4);
  out += "\n" + verdict_line(root, pen);
  if (root.record() == nullptr) return out + servers_line(cost, pen);
  out += "\n" + tree(root, pen);
  out += savings_text(root, pen);
  return out + "\n" + legend(cost, pen);
}

}  // namespace mailauth::report
