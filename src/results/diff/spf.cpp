#include <fmt/format.h>

#include "facts/spf_tree.h"
#include "results/diff/parts.h"

namespace mailauth::results {

namespace {

using records::spf::Qualifier;

std::string spf_text(const Result& result) { return result.spf == SpfState::none ? "no record" : escaped(result.spf); }

std::string all_text(const Result& result) {
  return result.spf_all.empty() ? "no all" : escaped(result.spf_all) + "all";
}

// What is not listed passes, is nobody's business, or fails: to DMARC ~all and -all are the same, and so are ?all and
// none.
int strictness(const Result& result) {
  if (result.spf_all == Qualifier::pass) return 0;
  return result.spf_all == Qualifier::fail || result.spf_all == Qualifier::softfail ? 2 : 1;
}

// Which includes of the tree came and went: what made the lookups grow.
std::string include_changes(const Result& before, const Result& after) {
  return before.listed && after.listed ? difference(before.includes, after.includes) : std::string();
}

}  // namespace

void compare_spf(const Result& before, const Result& after, Steps& steps) {
  if (either_unknown(before.spf, after.spf)) return;
  if (before.spf != after.spf)
    steps.add(trend_on({SpfState::permerror, SpfState::none, SpfState::usable}, before.spf, after.spf),
              fmt::format("SPF {} -> {}", spf_text(before), spf_text(after)));
  else if (before.spf_all != after.spf_all)
    steps.add(trend_of(strictness(before), strictness(after)),
              fmt::format("SPF {} -> {}", all_text(before), all_text(after)));
  const bool too_many = after.lookups > facts::spf_lookup_limit,
             had_too_many = before.lookups > facts::spf_lookup_limit;
  if (before.lookups != after.lookups)
    steps.add(trend_of(had_too_many ? 0 : 1, too_many ? 0 : 1),
              fmt::format("SPF {} -> {} lookups", before.lookups, after.lookups));
  if (const std::string includes = include_changes(before, after); !includes.empty())
    steps.add(Trend::neutral, "includes: " + includes);
}

}  // namespace mailauth::results
