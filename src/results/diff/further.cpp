#include <fmt/format.h>

#include "results/diff/parts.h"

namespace mailauth::results {

namespace {

void compare_kind(std::string_view title, const Word<RecordState>& before, const Word<RecordState>& after,
                  Steps& steps) {
  if (before == after || before.empty() || after.empty()) return;  // earlier versions did not ask: nothing came or went
  if (either_unknown(before, after)) return;
  const bool was_in_force = before == RecordState::in_force, is_in_force = after == RecordState::in_force;
  const std::string text = fmt::format("{} {} -> {}", title, escaped(before), escaped(after));
  if (was_in_force == is_in_force)
    steps.add(Trend::neutral, text);
  else
    steps.hint(is_in_force ? Trend::better : Trend::worse, text);
}

}  // namespace

void compare_further(const Result& before, const Result& after, Steps& steps) {
  for (std::size_t at = 0; at < further_kinds.size(); ++at)
    compare_kind(further_kinds[at].title(), before.further[at], after.further[at], steps);
}

}  // namespace mailauth::results
