#pragma once
// How often names occur, in bounded memory.

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "results/statistics.h"

namespace mailauth::results {

// Lossy counting (Manku, Motwani 2002): when there are too many names the rarest are forgotten, and the counts of the
// others are at most that much too low.
class Tally {
 public:
  explicit Tally(std::size_t most = max_names) : most_(most) {}

  void add(std::string_view name);
  bool contains(const std::string& name) const { return counts_.contains(name); }
  bool approximate() const { return forgotten_ > 0; }
  std::vector<Count> ranked() const;  // by count, then by name

 private:
  void forget_the_rarest();
  std::size_t most_;
  std::size_t forgotten_ = 0;  // names with so many occurrences are gone
  std::unordered_map<std::string, std::size_t> counts_;
};

}  // namespace mailauth::results
