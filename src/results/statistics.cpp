#include "results/statistics.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "facts/spf_tree.h"
#include "results/print/key_kind.h"
#include "results/statistics/key_table.h"
#include "results/statistics/tally.h"

namespace mailauth::results {

namespace {

using Values = std::vector<std::string>;

// One distribution: what a domain counts for. A domain may have several values, or none.
struct Question {
  std::string_view id, title;
  Values (*values)(const Result& result);
  bool cut;  // only the first `top` values are given
};

template <class Value>
Values value_of(const Word<Value>& word) {
  return {std::string(word.text())};
}

Values policy(const Result& result) {
  if (result.dmarc == DmarcState::in_force) return {fmt::format("p={}", result.policy.text())};
  if (result.dmarc == DmarcState::none) return {"no record"};
  return result.dmarc == DmarcState::ignored ? Values{"record ignored"} : value_of(result.dmarc);
}

Values spf_all(const Result& result) {
  if (result.spf != SpfState::usable) return {};
  return {result.spf_all.empty() ? "none" : fmt::format("{}all", result.spf_all.text())};
}

Values lookups(const Result& result) {
  constexpr unsigned limit = facts::spf_lookup_limit;
  if (result.spf == SpfState::none) return {};
  return {result.lookups > limit ? fmt::format("more than {}", limit) : fmt::format("{}", result.lookups)};
}

Values key_kinds(const Result& result) {
  std::set<std::string> kinds;
  for (const Key& key : result.keys) kinds.insert(key_kind(key.algorithm, key.bits));
  return {kinds.begin(), kinds.end()};
}

Values rules_of(const Result& result) {
  std::set<std::string> ids;
  for (const FoundRule& found : result.findings)
    if (!found.indeterminate) ids.insert(found.rule);
  return {ids.begin(), ids.end()};
}

const Question questions[] = {
    {"policy", "DMARC policy", policy, false},
    {"spf", "SPF", [](const Result& r) { return value_of(r.spf); }, false},
    {"spf_all", "SPF for all others", spf_all, false},
    {"spf_lookups", "SPF lookups", lookups, false},
    {"dkim", "DKIM", [](const Result& r) { return value_of(r.dkim); }, false},
    {"keys", "DKIM keys", key_kinds, true},
    {"mx", "MX", [](const Result& r) { return value_of(r.mx); }, false},
    {"forgery", "can be forged by", [](const Result& r) { return value_of(r.forgery); }, false},
    {"own_mail", "own mail", [](const Result& r) { return value_of(r.own_mail); }, false},
    {"services", "services", [](const Result& r) { return r.services; }, true},
    {"wildcards", "wildcards", [](const Result& r) { return r.wildcards; }, true},
    {"rules", "findings", rules_of, true},
};

Distribution distribution(std::string_view id, std::string_view title, const Tally& tally, std::size_t most) {
  Distribution result{std::string(id), std::string(title), tally.ranked(), tally.approximate()};
  if (result.counts.size() > most) result.counts.resize(most);
  return result;
}

class Collector {
 public:
  Collector() : tallies_(std::size(questions)), further_(further_kinds.size()) {}

  void add(const Result& result) {
    ++counts_.domains;
    if (!result.complete) ++counts_.incomplete;
    if (!result.exists) {
      ++counts_.absent;
      return;
    }
    for (std::size_t i = 0; i < tallies_.size(); ++i)
      for (const std::string& value : questions[i].values(result))
        if (!value.empty()) tallies_[i].add(value);
    for (std::size_t i = 0; i < further_.size(); ++i)
      if (!result.further[i].empty()) further_[i].add(std::string(result.further[i].text()));
    for (const std::string& name : result.includes) includes_.add(name);
    for (const std::string& name : result.mx_hosts) mx_hosts_.add(name);
    for (const std::string& name : result.unregistered) unregistered_.add(name);
    keys_.add(result);
  }

  Statistics finish(std::size_t top) {
    Statistics all = std::move(counts_);
    for (std::size_t i = 0; i < tallies_.size(); ++i) {
      const Question& question = questions[i];
      all.distributions.push_back(
          distribution(question.id, question.title, tallies_[i], question.cut ? top : max_names));
    }
    for (std::size_t i = 0; i < further_.size(); ++i)
      all.distributions.push_back(
          distribution(further_kinds[i].member, further_kinds[i].title(), further_[i], max_names));
    all.distributions.push_back(distribution("unregistered", "unregistered, but depended on", unregistered_, top));
    all.includes = dependencies(includes_, top);
    all.mx_hosts = dependencies(mx_hosts_, top);
    all.shared_keys = keys_.shared_keys();
    if (all.shared_keys.size() > top) all.shared_keys.resize(top);
    all.shared_primes = keys_.shared_primes();
    all.keys_left_out = keys_.left_out();
    return all;
  }

 private:
  bool is_unregistered(std::string_view name) const {
    for (;;) {
      if (unregistered_.contains(std::string(name))) return true;
      const std::size_t dot = name.find('.');
      if (dot == std::string_view::npos) return false;
      name.remove_prefix(dot + 1);
    }
  }
  // Those that anybody can register do not push the others out.
  std::vector<Dependency> dependencies(const Tally& tally, std::size_t top) const {
    std::vector<Dependency> unregistered, others;
    for (const Count& count : tally.ranked()) {
      const bool is_free = is_unregistered(count.name);
      std::vector<Dependency>& list = is_free ? unregistered : others;
      if (list.size() < top) list.push_back({count.name, count.domains, is_free});
    }
    unregistered.insert(unregistered.end(), others.begin(), others.end());
    return unregistered;
  }

  Statistics counts_;
  std::vector<Tally> tallies_, further_;
  Tally includes_, mx_hosts_, unregistered_;
  KeyTable keys_;
};

}  // namespace

Statistics statistics(const std::vector<std::string>& paths, std::size_t top) {
  Collector collector;
  std::vector<FileReport> files;
  for (const std::string& path : paths)
    files.push_back(read_results(path, [&](const Result& result) { collector.add(result); }));
  Statistics all = collector.finish(top);
  all.files = std::move(files);
  return all;
}

}  // namespace mailauth::results
