#pragma once
// What is due when. All delays come from a short ladder, each twice the one before; a queue for each rung is in the
// order of time by itself.

#include <algorithm>
#include <array>
#include <chrono>
#include <deque>
#include <optional>

#include "net/resolver/asked.h"

namespace mailauth::net {

class Timers {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit Timers(std::chrono::milliseconds shortest) : shortest_(shortest) {}

  std::chrono::milliseconds delay(std::size_t rung) const {
    return shortest_ * (1 << std::min(rung, rungs_.size() - 1));
  }
  void add(std::size_t rung, Time now, AskedRef ref) {
    rungs_[std::min(rung, rungs_.size() - 1)].push_back({now + delay(rung), ref});
  }
  // The next reference that is due, good or not.
  std::optional<AskedRef> take_due(Time now) {
    for (auto& rung : rungs_) {
      if (rung.empty() || rung.front().due > now) continue;
      const AskedRef ref = rung.front().ref;
      rung.pop_front();
      return ref;
    }
    return std::nullopt;
  }
  Time next(Time otherwise) const {
    for (const auto& rung : rungs_) {
      if (!rung.empty()) otherwise = std::min(otherwise, rung.front().due);
    }
    return otherwise;
  }

 private:
  struct Timer {
    Time due;
    AskedRef ref;
  };
  std::chrono::milliseconds shortest_;
  std::array<std::deque<Timer>, max_tries> rungs_;
};

}  // namespace mailauth::net
