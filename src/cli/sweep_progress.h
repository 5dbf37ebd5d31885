#pragma once
// The progress of a sweep on stderr: redrawn on a terminal, otherwise a line every ten seconds.

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

#include "mailauth/sweep/progress.h"

namespace mailauth::cli {

class SweepProgress {
 public:
  explicit SweepProgress(bool quiet);

  // `active` domains are under way in this thread. Draws when it is time.
  void show(std::size_t thread, std::size_t active, const sweep::Outcomes& outcomes,
            const std::function<std::optional<double>()>& fraction);
  void clear();                                   // what is drawn
  void say_end(const sweep::Outcomes& outcomes);  // one line
  std::chrono::duration<double> elapsed() const { return Clock::now() - begin_; }

 private:
  using Clock = std::chrono::steady_clock;
  sweep::Progress progress(const sweep::Outcomes& outcomes) const;
  bool quiet_, redraw_;
  Clock::time_point begin_ = Clock::now(), drawn_ = begin_;
  std::vector<std::size_t> active_;  // by thread
  std::size_t lines_ = 0;            // on the terminal
};

}  // namespace mailauth::cli
