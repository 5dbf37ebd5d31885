#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "results/history/row.h"
#include "results/print/key_kind.h"

namespace mailauth::results {

namespace {

using WordOf = std::function<std::string(const Result&)>;

template <class Value>
std::string or_unknown(const Word<Value>& word) {
  return word.empty() ? "not known" : std::string(word.text());
}

std::string dmarc_state(const Result& result) {
  return or_unknown(result.dmarc) + (result.policy.empty() ? "" : fmt::format(", p={}", result.policy.text()));
}

std::string spf_state(const Result& result) {
  return or_unknown(result.spf) + (result.spf_all.empty() ? "" : fmt::format(", {}all", result.spf_all.text()));
}

const Key* find_key(const Result& result, const std::string& selector) {
  const auto at = std::ranges::find(result.keys, selector, &Key::selector);
  return at == result.keys.end() ? nullptr : &*at;
}

// A key that was replaced by one of its kind is another one.
std::string identity_of(const Result& result, const std::string& selector) {
  const Key* key = find_key(result, selector);
  return key == nullptr ? "" : key->sha256;
}

std::string first_of(const std::vector<Period>& periods, const WordOf& value) {
  const std::string now = value(periods.back().state);
  return first_of_row(periods, [&](const Result& result) { return value(result) == now; });
}

}  // namespace

std::vector<Aspect> aspects(const std::vector<Period>& periods) {
  if (periods.empty()) return {};
  const Result& now = periods.back().state;
  std::vector<Aspect> all;
  const auto add = [&](std::string what, const WordOf& value) {
    all.push_back({std::move(what), value(now), first_of(periods, value)});
  };
  add("DMARC", dmarc_state);
  add("SPF", spf_state);
  add("DKIM", [](const Result& result) { return or_unknown(result.dkim); });
  add("MX", [](const Result& result) { return or_unknown(result.mx); });
  for (std::size_t at = 0; at < further_kinds.size(); ++at)
    if (!now.further[at].empty())
      add(std::string(further_kinds[at].title()),
          [at](const Result& result) { return or_unknown(result.further[at]); });
  for (const Key& key : now.keys)
    all.push_back({"key " + key.selector, key_kind(key.algorithm, key.bits),
                   first_of(periods, [&](const Result& result) { return identity_of(result, key.selector); })});
  return all;
}

}  // namespace mailauth::results
