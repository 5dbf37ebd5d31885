#include "repair/fixes/mta_sts.h"

#include <algorithm>

#include "diagnosis/mta_sts.h"

namespace mailauth::repair {

namespace mta_sts = records::mta_sts;

namespace {

bool is_among(const Problem& problem, std::span<const mta_sts::Record> records) {
  return std::ranges::any_of(records, [&](const mta_sts::Record& record) { return problem.is_about(record.source); });
}

// Of several nobody knows which one is the last; any id that senders have not seen makes them fetch the policy anew.
std::optional<Repaired> repaired(std::span<const mta_sts::Record> records) {
  Repaired result{.text = diagnosis::meant_record(records.front()), .changes = {}};
  if (records.size() == 1 && result.text == records.front().source.text) return std::nullopt;
  if (records.size() > 1) result.changes = {std::to_string(records.size()) + " records became one"};
  return result;
}

bool announces(const facts::MtaStsFacts& facts) {
  return facts.record() != nullptr && mta_sts::is_usable(*facts.record());
}

}  // namespace

std::vector<rules::Fix> mta_sts_fixes(const Problem& problem) {
  const facts::MtaStsFacts& facts = problem.facts.mta_sts;
  if (is_among(problem, facts.records))
    return replacement(problem, *facts.answer, sources_of(facts.records), repaired(facts.records));
  if (!facts.records.empty() || !is_among(problem, facts.meant)) return {};
  return replacement(problem, *facts.answer, sources_of(facts.meant), repaired(facts.meant));
}

std::optional<Consequence> consequence_for_mta_sts(const facts::Facts& before, const facts::Facts& after) {
  if (announces(before.mta_sts) || !announces(after.mta_sts)) return std::nullopt;
  return Consequence{
      rules::Effect::activates,
      "publishing this puts the policy at mta-sts and the domain in force: see that it names all mail hosts"};
}

}  // namespace mailauth::repair
