#include <algorithm>
#include <utility>

#include "repair/fixes/fixes.h"
#include "rules/report_mailbox.h"

namespace mailauth::repair {

namespace dmarc = records::dmarc;
using rules::Wish;

namespace {

const dmarc::Record* find(const Problem& problem, std::span<const dmarc::Record> records) {
  const auto found = std::find_if(records.begin(), records.end(),
                                  [&](const dmarc::Record& record) { return problem.is_about(record.source); });
  return found == records.end() ? nullptr : &*found;
}

bool any_has(const Problem& problem, Wish wish, std::span<const dmarc::Record> records) {
  return std::any_of(records.begin(), records.end(),
                     [&](const dmarc::Record& record) { return problem.has(wish, record.source); });
}

// An error: nothing can pass. A warning only says that nobody knows, and then the author's policy stands.
bool nothing_authenticates(const Problem& problem, std::span<const dmarc::Record> records) {
  return std::any_of(problem.all.begin(), problem.all.end(), [&](const rules::Finding& each) {
    return each.rule->wish == Wish::policy_none && each.severity == rules::Severity::error && each.record &&
           std::any_of(records.begin(), records.end(),
                       [&](const dmarc::Record& record) { return *each.record == record.source; });
  });
}

std::optional<Repaired> repaired(std::span<const dmarc::Record> records, const DmarcWishes& wishes) {
  return records.size() == 1 ? repair_dmarc(records.front(), wishes) : merge_dmarc(records, wishes);
}

// Another policy is a decision of the owner: it is not mixed into the correction of a slip.
void add_decisions(const Problem& problem, std::span<const dmarc::Record> records, DmarcWishes& wishes) {
  wishes.drop_subdomain_policy = any_has(problem, Wish::drop_subdomain_policy, records);
  if (nothing_authenticates(problem, records)) wishes.policy = dmarc::Policy::none;
  if (any_has(problem, Wish::policy_reject, records)) wishes.policy = dmarc::Policy::reject;
}

DmarcWishes wishes_for(const Problem& problem, const facts::DmarcAtName& at, std::span<const dmarc::Record> records) {
  DmarcWishes wishes;
  wishes.drop_strict_spf = any_has(problem, Wish::drop_strict_spf, records);
  if (any_has(problem, Wish::reports, records) && rules::can_receive_reports(problem.facts, at.domain))
    wishes.report_to = rules::report_address(at.domain);
  const bool has_slip = repaired(records, {}).has_value();
  if (!has_slip) add_decisions(problem, records, wishes);
  return wishes;
}

// Receivers apply it today.
bool is_in_force(const Problem& problem, std::span<const dmarc::Record> records) {
  const facts::Discovery& discovery = problem.facts.dmarc.discovery;
  return std::ranges::any_of(records, [&](const dmarc::Record& record) {
    return &record == discovery.tree_walk.record || &record == discovery.suffix_list.record;
  });
}

// The author's policy; and where none is in force yet p=none, in case that policy would hit mail that cannot pass.
std::vector<rules::Fix> fixes_at(const Problem& problem, const facts::DmarcAtName& at,
                                 std::span<const dmarc::Record> records) {
  DmarcWishes wishes = wishes_for(problem, at, records);
  auto fixes = replacement(problem, *at.answer, sources_of(records), repaired(records, wishes));
  if (wishes.policy || is_in_force(problem, records)) return fixes;
  wishes.policy = dmarc::Policy::none;
  const auto careful = replacement(problem, *at.answer, sources_of(records), repaired(records, wishes));
  fixes.insert(fixes.end(), careful.begin(), careful.end());
  return fixes;
}

std::vector<rules::Fix> fixes_if_there(const Problem& problem, const facts::DmarcAtName& at) {
  if (at.answer == nullptr) return {};
  if (find(problem, at.records) != nullptr) return fixes_at(problem, at, at.records);
  const dmarc::Record* lookalike = find(problem, at.lookalikes);
  if (lookalike == nullptr) return {};
  return at.records.empty() ? fixes_at(problem, at, at.lookalikes) : removal(problem, *at.answer, lookalike->source);
}

}  // namespace

std::vector<rules::Fix> dmarc_fixes(const Problem& problem) {
  for (const facts::DmarcAtName& at : problem.facts.dmarc.discovery.walk)
    if (auto fixes = fixes_if_there(problem, at); !fixes.empty()) return fixes;
  return {};
}

}  // namespace mailauth::repair
