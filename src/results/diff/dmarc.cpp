#include <fmt/format.h>

#include "results/diff/parts.h"
#include "text/ascii.h"

namespace mailauth::results {

namespace {

const std::vector<std::string_view> policies{"none", "quarantine", "reject"};

// How much receivers do about forged mail.
std::string_view in_force(const Result& result) { return result.dmarc == "in_force" ? result.policy : policies[0]; }

std::string dmarc_text(const Result& result) {
  if (result.dmarc == "none") return "no record";
  if (result.dmarc == "ignored") return "record ignored";
  return fmt::format("p={}{}", text::escape_bytes(result.policy), result.inherited ? " of a parent" : "");
}

}  // namespace

void compare_dmarc(const Result& before, const Result& after, Steps& steps) {
  if (either_unknown(before.dmarc, after.dmarc)) return;
  const std::string from = dmarc_text(before), to = dmarc_text(after);
  if (from != to) {
    steps.add(trend_on(policies, in_force(before), in_force(after)), fmt::format("DMARC {} -> {}", from, to));
    return;
  }
  if (before.subdomain_policy != after.subdomain_policy)
    steps.add(trend_on(policies, before.subdomain_policy, after.subdomain_policy),
              fmt::format("DMARC for subdomains {} -> {}", text::escape_bytes(before.subdomain_policy),
                          text::escape_bytes(after.subdomain_policy)));
  if (before.reports != after.reports)
    steps.hint(after.reports ? Trend::better : Trend::worse,
               after.reports ? "DMARC reports are asked for" : "DMARC reports are no longer asked for");
}

}  // namespace mailauth::results
