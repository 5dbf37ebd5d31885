#include "report/spf/tree_savings.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/spf/tree_parts.h"

namespace mailauth::report {

namespace {

using facts::SpfNode;
using facts::SpfSaving;

std::string term_of(const SpfSaving& saving) { return term_text(*saving.node, *saving.edges.front()); }

std::string why(const SpfSaving& saving) {
  if (saving.permits_nobody) return "it permits no address";
  if (saving.covered_by == term_of(saving)) return "it is there already";
  return fmt::format("{} its addresses",
                     saving.covered_by.empty() ? "other terms permit" : saving.covered_by + " permits");
}

std::string step(const SpfSaving& saving, const SpfNode& root) {
  const std::string place =
      saving.node->name == root.name ? "" : fmt::format("in the record of {} ", saving.node->name.text());
  if (!saving.terms.empty())
    return fmt::format("{}write {} instead of {}", place, fmt::join(saving.terms, " "), term_of(saving));
  return fmt::format("{}drop {}: {}", place, term_of(saving), why(saving));
}

unsigned after_all(const SpfNode& root, const std::vector<SpfSaving>& savings) {
  facts::SpfEdges edges;
  for (const SpfSaving& saving : savings) edges.insert(edges.end(), saving.edges.begin(), saving.edges.end());
  return lookups_without(root, edges);
}

bool one_is_enough(const std::vector<SpfSaving>& savings) {
  return std::ranges::any_of(savings,
                             [](const SpfSaving& saving) { return saving.lookups <= facts::spf_lookup_limit; });
}

std::string effect(unsigned before, unsigned after, const Pen& pen) {
  return fmt::format("{} {} {}", before, pen.style().utf8 ? "→" : "->", after);
}

std::string together(const SpfNode& root, const std::vector<SpfSaving>& savings, const Pen& pen) {
  const unsigned after = after_all(root, savings);
  return fmt::format("No single step is enough; all of them: {}{}", effect(root.lookups, after, pen),
                     after > facts::spf_lookup_limit ? ", which is still too many." : ".");
}

void put_saving(JsonWriter& out, const SpfSaving& saving) {
  out.text("action", saving.terms.empty() ? "drop" : "replace").text("record", saving.node->name.text());
  put_text(out, "term", saving.node->records.front().text(saving.term().span));
  out.texts("with", saving.terms);
  put_text_or_null(out, "covered_by", saving.covered_by);
  out.number("lookups", saving.lookups);
}

}  // namespace

std::string savings_text(const SpfNode& root, const Pen& pen) {
  if (root.lookups <= facts::spf_lookup_limit) return {};
  const std::vector<SpfSaving> savings = spf_savings(root);
  std::string out = "\n  " + pen.paint(Ink::bold, "back under the limit") + "\n";
  if (savings.empty())
    return out +
           wrap("No step in the domain's own records saves a lookup and permits the same addresses.", pen.width(), 4);
  for (const SpfSaving& saving : savings) {
    const std::string first = fmt::format("    {}  ", effect(root.lookups, saving.lookups, pen));
    out += wrap(pen.display(step(saving, root)), pen.width(), display_width(first), first);
  }
  return one_is_enough(savings) ? out : out + wrap(together(root, savings, pen), pen.width(), 4);
}

void put_savings(JsonWriter& out, std::string_view name, const SpfNode& root) {
  const bool too_many = root.lookups > facts::spf_lookup_limit;
  out.objects(name, too_many ? spf_savings(root) : std::vector<SpfSaving>(), put_saving);
}

}  // namespace mailauth::report
