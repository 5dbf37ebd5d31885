#include <fmt/format.h>

#include <map>
#include <utility>

#include "results/diff/parts.h"
#include "results/print/key_kind.h"

namespace mailauth::results {

namespace {

std::string words_of(const Key& key) { return key_kind(key.algorithm, key.bits); }

std::map<std::string, const Key*> by_selector(const std::vector<Key>& keys) {
  std::map<std::string, const Key*> map;
  for (const Key& key : keys) map.emplace(key.selector, &key);
  return map;
}

Trend trend_of_keys(const Key& before, const Key& after) {
  if (before.algorithm != after.algorithm) return Trend::neutral;
  return trend_of(static_cast<int>(before.bits), static_cast<int>(after.bits));
}

// Selectors with another key than before that went this way: "s1 (RSA 2048 -> RSA 1024)".
Names replaced(const Result& before, const Result& after, Trend trend) {
  const auto old_keys = by_selector(before.keys);
  Names names;
  for (const auto& [selector, key] : by_selector(after.keys)) {
    const auto at = old_keys.find(selector);
    if (at == old_keys.end() || at->second->sha256 == key->sha256) continue;
    if (trend_of_keys(*at->second, *key) == trend)
      names.insert(fmt::format("{} ({} -> {})", selector, words_of(*at->second), words_of(*key)));
  }
  return names;
}

void compare_replaced(const Result& before, const Result& after, Steps& steps) {
  constexpr std::pair<Trend, std::string_view> ways[] = {
      {Trend::worse, "weaker"}, {Trend::better, "stronger"}, {Trend::neutral, "replaced"}};
  for (const auto& [trend, word] : ways)
    if (const Names names = replaced(before, after, trend); !names.empty())
      steps.add(trend, fmt::format("DKIM key {}: {}", word, listed(names)));
}

Names selectors(const Result& result) {
  Names names;
  for (const Key& key : result.keys) names.insert(key.selector);
  return names;
}

}  // namespace

void compare_dkim(const Result& before, const Result& after, Steps& steps) {
  if (either_unknown(before.dkim, after.dkim)) return;
  if (!before.listed || !after.listed) {
    if (before.dkim != after.dkim)
      steps.add(after.dkim == DkimState::found ? Trend::better : Trend::worse,
                after.dkim == DkimState::found ? "DKIM keys are found" : "DKIM keys are no longer found");
    return;
  }
  const Names old_names = selectors(before), new_names = selectors(after);
  const Names come = without(new_names, old_names), went = without(old_names, new_names);
  // Some of each is what the rotation of keys looks like.
  if (!went.empty()) steps.add(come.empty() ? Trend::worse : Trend::neutral, "DKIM key removed: " + listed(went));
  if (!come.empty()) steps.add(old_names.empty() ? Trend::better : Trend::neutral, "DKIM key added: " + listed(come));
  compare_replaced(before, after, steps);
}

}  // namespace mailauth::results
