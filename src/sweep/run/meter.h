#pragma once
// What all threads together have under way.

#include <chrono>
#include <optional>
#include <vector>

#include "sweep/progress.h"

namespace mailauth::sweep {

struct ThreadProgress {
  std::size_t active = 0;  // domains under way
  std::vector<ResolverHealth> resolvers;
};

class Meter {
 public:
  void note(std::size_t thread, ThreadProgress now);
  // `read` is how much of the list has been: what is under way of it is not yet done.
  Progress progress(const Outcomes& outcomes, std::optional<double> read) const;
  std::chrono::duration<double> elapsed() const { return Clock::now() - begin_; }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point begin_ = Clock::now();
  std::vector<ThreadProgress> threads_;
};

}  // namespace mailauth::sweep
