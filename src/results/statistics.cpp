#include "results/statistics.h"

#include <algorithm>
#include <unordered_map>

#include "results/statistics/key_table.h"
#include "results/statistics/questions.h"
#include "results/statistics/tally.h"

namespace mailauth::results {

namespace {

constexpr std::size_t once_named = 3;  // of hosts with one domain each

using rules::Severity;

std::size_t at(const Question& question) { return static_cast<std::size_t>(&question - questions().data()); }

class Collector {
 public:
  Collector() : tallies_(questions().size()) {}

  void add(const Result& result) {
    ++counts_.domains;
    if (!result.complete) ++counts_.incomplete;
    counts_.outcomes.add(outcome_of(result));
    counts_.worst.add(result);
    if (!result.exists) {
      ++counts_.absent;
      return;
    }
    for (const Question& question : questions())
      for (const std::string& value : question.values(result))
        if (!value.empty()) tallies_[at(question)].add(value);
    note_severities(result);
    keys_.add(result);
  }

  Statistics finish(std::size_t top) {
    Statistics all = std::move(counts_);
    for (const Question& question : questions())
      if (question.answers != Answers::hosts) all.distributions.push_back(distribution(question, top));
    all.includes = dependencies("includes", top);
    all.mx_hosts = dependencies("mx_hosts", top);
    all.shared_keys = keys_.shared_keys();
    if (all.shared_keys.size() > top) all.shared_keys.resize(top);
    all.shared_primes = keys_.shared_primes();
    all.keys_left_out = keys_.left_out();
    return all;
  }

 private:
  const Tally& tally(std::string_view id) const { return tallies_[at(*question(id))]; }

  void note_severities(const Result& result) {
    for (const FoundRule& found : result.findings) {
      if (found.indeterminate || severities_.size() >= max_names) continue;
      const auto [known, is_new] = severities_.try_emplace(found.rule, found.severity);
      if (!is_new) known->second = std::max(known->second, found.severity);
    }
  }

  std::vector<Count> by_severity(std::vector<Count> counts) const {
    for (Count& count : counts) {
      const auto known = severities_.find(count.name);
      count.severity = known == severities_.end() ? Severity::info : known->second;
    }
    std::ranges::stable_sort(counts, std::ranges::greater{}, &Count::severity);
    return counts;
  }

  Distribution distribution(const Question& question, std::size_t top) const {
    const Tally& tally = tallies_[at(question)];
    Distribution result{question.id, question.title, tally.ranked(), tally.approximate()};
    if (question.id == "rules") result.counts = by_severity(std::move(result.counts));
    const std::size_t most = question.answers == Answers::words ? max_names : top;
    if (result.counts.size() > most) result.counts.resize(most);
    return result;
  }

  bool is_unregistered(std::string_view name) const {
    for (;;) {
      if (tally("unregistered").contains(std::string(name))) return true;
      const std::size_t dot = name.find('.');
      if (dot == std::string_view::npos) return false;
      name.remove_prefix(dot + 1);
    }
  }
  // Those that anybody can register do not push the others out.
  Dependencies dependencies(std::string_view id, std::size_t top) const {
    Dependencies all;
    std::vector<Dependency> others;
    for (const Count& count : tally(id).ranked()) {
      const bool is_free = is_unregistered(count.name);
      std::vector<Dependency>& list = is_free ? all.hosts : others;
      if (!is_free && count.domains == 1)
        add_once(count.name, all);
      else if (list.size() < top)
        list.push_back({count.name, count.domains, is_free});
    }
    all.hosts.insert(all.hosts.end(), others.begin(), others.end());
    return all;
  }
  static void add_once(const std::string& name, Dependencies& all) {
    if (all.first_once.size() < once_named) all.first_once.push_back(name);
    ++all.once;
  }

  Statistics counts_;
  std::vector<Tally> tallies_;                            // one a question
  std::unordered_map<std::string, Severity> severities_;  // of rules
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
