#include "repair/fixes/tls_rpt.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "diagnosis/tls_rpt.h"

namespace mailauth::repair {

namespace tls_rpt = records::tls_rpt;

namespace {

using Records = std::span<const tls_rpt::Record>;

bool has(const Problem& problem, Records records) {
  return std::ranges::any_of(records, [&](const tls_rpt::Record& record) { return problem.is_about(record.source); });
}

// One record with all addresses. Nothing when nobody can know one of them.
std::optional<Repaired> repaired(Records records) {
  std::vector<std::string> addresses;
  std::set<std::string> known;
  for (const tls_rpt::Record& record : records) {
    const std::vector<std::string> meant = diagnosis::meant_addresses(record);
    if (meant.empty()) return std::nullopt;
    for (const std::string& address : meant)
      if (known.insert(address).second) addresses.push_back(address);
  }
  Repaired result{.text = diagnosis::tls_rpt_text(addresses), .changes = {}};
  if (records.size() == 1 && result.text == records.front().source.text) return std::nullopt;
  if (records.size() > 1) result.changes = {fmt::format("{} records became one with all addresses", records.size())};
  return result;
}

bool is_in_force(const facts::TlsRptFacts& facts) {
  return facts.record() != nullptr && tls_rpt::is_usable(*facts.record());
}

}  // namespace

std::vector<rules::Fix> tls_rpt_fixes(const Problem& problem) {
  const facts::TlsRptFacts& facts = problem.facts.tls_rpt;
  if (has(problem, facts.records))
    return replacement(problem, *facts.answer, sources_of(facts.records), repaired(facts.records));
  if (!facts.records.empty() || !has(problem, facts.meant)) return {};
  return replacement(problem, *facts.answer, sources_of(facts.meant), repaired(facts.meant));
}

std::optional<Consequence> consequence_for_tls_rpt(const facts::Facts& before, const facts::Facts& after) {
  if (is_in_force(before.tls_rpt) || !is_in_force(after.tls_rpt)) return std::nullopt;
  return Consequence{rules::Effect::activates,
                     "publishing this lets senders report about TLS, which they do not do today"};
}

}  // namespace mailauth::repair
