#include <algorithm>
#include <utility>

#include "facts/spf_addresses.h"
#include "repair/fixes/fixes.h"
#include "repair/lookups.h"
#include "rules/spf_terms.h"

namespace mailauth::repair {

namespace spf = records::spf;
using rules::Wish;

namespace {

// Into a term that receivers can do nothing useful with.
bool is_on_useless_term(const rules::Finding& finding) {
  return finding.rule->wish == Wish::drop_terms || finding.rule->wish == Wish::drop_void_terms;
}

// A host without an IPv6 address is a void lookup for IPv6 clients, and the host that sends all the same.
bool permits_somebody(const facts::SpfNode& node, std::size_t term) {
  const auto edge = std::ranges::find(node.edges, term, &facts::SpfEdge::term);
  if (edge == node.edges.end()) return false;
  const facts::SpfAddresses matched = facts::matched_addresses(node, *edge);
  return !matched.is_known() || !matched.networks.empty();
}

void add_marked_terms(const rules::Finding& finding, const facts::SpfNode& node, const spf::Record& record,
                      SpfWishes& wishes) {
  const bool void_only = finding.rule->wish == Wish::drop_void_terms;
  for (const rules::Mark& mark : finding.marks)
    for (std::size_t index = 0; index < record.terms.size(); ++index) {
      const spf::Term& term = record.terms[index];
      if (!term.span.contains(mark.span) || (void_only && permits_somebody(node, index))) continue;
      if (term.kind != spf::Kind::all) wishes.drop.emplace_back(record.text(term.span));  // +all becomes ~all anyway
    }
}

SpfWishes wishes_for(const Problem& problem, const facts::SpfNode& node, std::span<const spf::Record> records) {
  SpfWishes wishes;
  if (&node == &problem.facts.spf) wishes.senders = rules::known_sender_terms(problem.facts);
  for (const rules::Finding& finding : problem.all) {
    if (!is_on_useless_term(finding) || !finding.record) continue;
    for (const spf::Record& record : records)
      if (record.source == *finding.record) add_marked_terms(finding, node, record, wishes);
  }
  return wishes;
}

bool contains(const Problem& problem, std::span<const text::Source> sources) {
  return std::any_of(sources.begin(), sources.end(), [&](const text::Source& each) { return problem.is_about(each); });
}

std::vector<rules::Fix> fixes_at(const Problem& problem, const facts::SpfNode& node,
                                 std::span<const spf::Record> records) {
  const SpfWishes wishes = wishes_for(problem, node, records);
  auto repaired = records.size() == 1 ? repair_spf(records.front(), wishes) : merge_spf(records, wishes);
  if (!repaired) repaired = within_lookup_limit(node, problem.facts.domain());
  return replacement(problem, *node.answer, sources_of(records), std::move(repaired));
}

std::vector<rules::Fix> fixes_if_there(const Problem& problem, const facts::SpfNode& node) {
  if (node.answer == nullptr) return {};
  if (contains(problem, sources_of(node.records))) return fixes_at(problem, node, node.records);
  if (!contains(problem, sources_of(node.lookalikes))) return {};
  if (!node.records.empty()) return removal(problem, *node.answer, *problem.finding.record);
  return fixes_at(problem, node, node.lookalikes);
}

std::vector<rules::Fix> fixes_in_tree(const Problem& problem, const facts::SpfNode& root) {
  std::vector<rules::Fix> fixes;
  facts::for_each_node(root, [&](const facts::SpfNode& node, const facts::SpfEdge*) {
    if (fixes.empty()) fixes = fixes_if_there(problem, node);
  });
  return fixes;
}

}  // namespace

std::vector<rules::Fix> spf_fixes(const Problem& problem) {
  if (auto fixes = fixes_in_tree(problem, problem.facts.spf); !fixes.empty()) return fixes;
  for (const facts::MailFrom& mail_from : problem.facts.mail_froms)
    if (auto fixes = fixes_in_tree(problem, mail_from.spf); !fixes.empty()) return fixes;
  return {};
}

}  // namespace mailauth::repair
