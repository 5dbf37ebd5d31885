#include "mailauth/rules/judge.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "rules/source_help.h"

namespace mailauth::rules {

namespace {

// The order in which receivers meet the records.
std::size_t place_of_area(const Finding& finding) {
  static constexpr std::array<std::string_view, 7> order{"source", "dns", "spf", "dkim", "dmarc", "mx", "ses"};
  return static_cast<std::size_t>(std::find(order.begin(), order.end(), area(*finding.rule)) - order.begin());
}

// Nothing exists below a name that does not exist (RFC 8020); a file may say so all the same.
bool needs_a_domain(const Rule& rule) { return area(rule) != "dns" && area(rule) != "source"; }

auto sort_key(const Finding& finding) {
  const uint32_t place = finding.marks.empty() ? 0 : finding.marks.front().span.begin;
  return std::make_tuple(-static_cast<int>(finding.severity), place_of_area(finding), std::cref(finding.name), place,
                         finding.rule->id, std::cref(finding.message));
}

}  // namespace

std::vector<Finding> judge(const Facts& facts) {
  Findings findings;
  for (const Rule* rule : catalog()) {
    if (!facts.domain_exists && needs_a_domain(*rule)) continue;
    findings.begin(*rule);
    rule->check(facts, findings);
  }
  std::vector<Finding> sorted = findings.take();
  if (facts.request.published) remove_consequences(facts, sorted);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Finding& a, const Finding& b) { return sort_key(a) < sort_key(b); });
  return sorted;
}

}  // namespace mailauth::rules
