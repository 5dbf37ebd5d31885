#include <algorithm>

#include "results/history.h"
#include "results/history/row.h"

namespace mailauth::results {

namespace {

using records::dmarc::Policy;

// Of "2026-11-23T02:10:11Z".
std::optional<text::Date> day_of(const std::string& time) {
  return text::parse_date(std::string_view(time).substr(0, 10));
}

std::optional<Policy> policy_of(const Result& result) {
  return result.dmarc == DmarcState::in_force ? result.policy.value() : std::nullopt;
}

bool has_key(const Result& result, const std::string& fingerprint) {
  return std::ranges::find(result.keys, fingerprint, &Key::sha256) != result.keys.end();
}

void add_policy(const std::vector<Period>& periods, facts::Past& past) {
  const auto policy = policy_of(periods.back().state);
  if (!policy) return;
  const auto same = [&](const Result& result) { return policy_of(result) == policy; };
  if (const auto since = day_of(first_of_row(periods, same))) past.policy = {*policy, *since};
}

void add_keys(const std::vector<Period>& periods, facts::Past& past) {
  for (const Key& key : periods.back().state.keys) {
    const auto same = [&](const Result& result) { return has_key(result, key.sha256); };
    if (const auto since = day_of(first_of_row(periods, same))) past.keys.push_back({key.sha256, *since});
  }
}

}  // namespace

std::optional<facts::Past> past_of(const std::vector<Period>& periods, text::Date today) {
  if (periods.empty()) return std::nullopt;
  const auto last = day_of(periods.back().last);
  if (!last) return std::nullopt;
  facts::Past past{.today = today, .last = *last, .policy = {}, .keys = {}};
  add_policy(periods, past);
  add_keys(periods, past);
  return past;
}

}  // namespace mailauth::results
