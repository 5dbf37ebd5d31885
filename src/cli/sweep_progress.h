#pragma once
// The progress of a sweep on stderr: redrawn on a terminal, otherwise a line every ten seconds.

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "sweep/progress.h"

namespace mailauth::cli {

struct ThreadProgress {
  std::size_t active = 0;  // domains under way
  std::vector<sweep::ResolverHealth> resolvers;
};

class SweepProgress {
 public:
  explicit SweepProgress(bool quiet);

  // Draws when it is time. `fraction` of the list is done.
  void show(std::size_t thread, ThreadProgress now, const sweep::Outcomes& outcomes, std::optional<double> fraction);
  void clear();                                   // what is drawn
  void say_end(const sweep::Outcomes& outcomes);  // one line
  std::chrono::duration<double> elapsed() const { return Clock::now() - begin_; }

 private:
  using Clock = std::chrono::steady_clock;
  sweep::Progress progress(const sweep::Outcomes& outcomes) const;
  bool quiet_, redraw_;
  Clock::time_point begin_ = Clock::now(), drawn_ = begin_;
  std::vector<ThreadProgress> threads_;
  std::size_t lines_ = 0;  // on the terminal
};

}  // namespace mailauth::cli
