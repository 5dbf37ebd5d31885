#include <fmt/format.h>

#include "results/diff/parts.h"

namespace mailauth::results {

namespace {

using records::dmarc::Policy;

Trend trend_of_policies(const Word<Policy>& before, const Word<Policy>& after) {
  return trend_on({Policy::none, Policy::quarantine, Policy::reject}, before, after);
}

// How much receivers do about forged mail.
Word<Policy> in_force(const Result& result) {
  return result.dmarc == DmarcState::in_force ? result.policy : Policy::none;
}

std::string dmarc_text(const Result& result) {
  if (result.dmarc == DmarcState::none) return "no record";
  if (result.dmarc == DmarcState::ignored) return "record ignored";
  return fmt::format("p={}{}", escaped(result.policy), result.inherited ? " of a parent" : "");
}

}  // namespace

void compare_dmarc(const Result& before, const Result& after, Steps& steps) {
  if (either_unknown(before.dmarc, after.dmarc)) return;
  const std::string from = dmarc_text(before), to = dmarc_text(after);
  if (from != to) {
    steps.add(trend_of_policies(in_force(before), in_force(after)), fmt::format("DMARC {} -> {}", from, to));
    return;
  }
  if (before.subdomain_policy != after.subdomain_policy)
    steps.add(trend_of_policies(before.subdomain_policy, after.subdomain_policy),
              fmt::format("DMARC for subdomains {} -> {}", escaped(before.subdomain_policy),
                          escaped(after.subdomain_policy)));
  if (before.reports != after.reports)
    steps.hint(after.reports ? Trend::better : Trend::worse,
               after.reports ? "DMARC reports are asked for" : "DMARC reports are no longer asked for");
}

}  // namespace mailauth::results
