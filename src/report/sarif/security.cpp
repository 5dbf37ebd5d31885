#include "report/sarif/security.h"

#include <algorithm>
#include <iterator>

namespace mailauth::report {

namespace {

// GitHub says "critical" above 9.0, "high" from 7.0 and "medium" from 4.0 on.
constexpr double somebody_can_sign = 9.1;  // as the domain, with a key that everybody has or can work out
constexpr double somebody_can_send = 8.2;  // as the domain, or take a part of it over, and SPF passes
constexpr double nothing_stops_forgery = 6.5;
constexpr double weaker_than_meant = 4.3;

struct Entry {
  std::string_view rule;
  double severity;
};

// By rule, for the search.
constexpr Entry entries[] = {
    {"dkim-hash-allows-sha1", weaker_than_meant},
    {"dkim-p-private-key", somebody_can_sign},
    {"dkim-rsa-under-1024", somebody_can_sign},
    {"dkim-rsa-under-2048", weaker_than_meant},
    {"dkim-rsa-weak-debian", somebody_can_sign},
    {"dkim-rsa-weak-fermat", somebody_can_sign},
    {"dkim-rsa-weak-roca", somebody_can_sign},
    {"dkim-rsa-weak-small-factor", somebody_can_sign},
    {"dmarc-missing", nothing_stops_forgery},
    {"dmarc-missing-semicolon", nothing_stops_forgery},
    {"dmarc-multiple-records", nothing_stops_forgery},
    {"dmarc-np-weaker", weaker_than_meant},
    {"dmarc-p-invalid", nothing_stops_forgery},
    {"dmarc-p-missing", nothing_stops_forgery},
    {"dmarc-p-none", nothing_stops_forgery},
    {"dmarc-pct-partial", weaker_than_meant},
    {"dmarc-sp-invalid", nothing_stops_forgery},
    {"dmarc-sp-weaker", weaker_than_meant},
    {"dmarc-test-mode", weaker_than_meant},
    {"dmarc-version-not-first", nothing_stops_forgery},
    {"dmarc-version-typo", nothing_stops_forgery},
    {"dmarc-wrong-name", nothing_stops_forgery},
    {"mx-target-takeover", somebody_can_send},
    {"ses-dkim-dangling", weaker_than_meant},
    {"spf-host-takeover", somebody_can_send},
    {"spf-include-plus-all", somebody_can_send},
    {"spf-include-takeover", somebody_can_send},
    {"spf-missing", weaker_than_meant},
    {"spf-network-too-broad", somebody_can_send},
    {"spf-neutral-all", weaker_than_meant},
    {"spf-plus-all", somebody_can_send},
    {"x-nothing-authenticates", nothing_stops_forgery},
};
static_assert(std::ranges::is_sorted(entries, {}, &Entry::rule));

}  // namespace

std::optional<double> security_severity(const rules::Rule& rule) {
  const auto at = std::ranges::lower_bound(entries, rule.id, {}, &Entry::rule);
  if (at == std::end(entries) || at->rule != rule.id) return std::nullopt;
  return at->severity;
}

}  // namespace mailauth::report
