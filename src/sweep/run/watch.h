#pragma once

#include <chrono>
#include <vector>

#include "sweep/progress.h"

namespace mailauth::sweep {

// Shorter than what questions wait for a dead resolver: nothing is called unknown because of it.
inline constexpr std::chrono::seconds dead_patience{20};
inline constexpr std::chrono::seconds refused_patience{1};  // where none of them ever answered

// A sweep without any resolver would say of all domains that they are not known: it ends, and can be gone on with.
class Watch {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit Watch(Time now) : alive_(now) {}
  // Throws std::runtime_error when all of them have been dead for that long.
  void look(const std::vector<ResolverHealth>& resolvers, Time now);

 private:
  Time alive_;
};

}  // namespace mailauth::sweep
