#include "results/statistics/tally.h"

#include <algorithm>

namespace mailauth::results {

void Tally::add(std::string_view name) {
  ++counts_[std::string(name)];
  while (counts_.size() > most_) forget_the_rarest();
}

void Tally::forget_the_rarest() {
  ++forgotten_;
  std::erase_if(counts_, [&](const auto& entry) { return entry.second <= forgotten_; });
}

std::vector<Count> Tally::ranked() const {
  std::vector<Count> counts;
  for (const auto& [name, count] : counts_) counts.push_back({name, count});
  std::ranges::sort(counts, [](const Count& a, const Count& b) {
    return a.domains != b.domains ? a.domains > b.domains : a.name < b.name;
  });
  return counts;
}

}  // namespace mailauth::results
