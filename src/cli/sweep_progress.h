#pragma once
// The progress of a sweep on stderr: redrawn on a terminal, otherwise a line every ten seconds.

#include <chrono>
#include <string_view>

#include "sweep/run.h"

namespace mailauth::cli {

class SweepProgress {
 public:
  explicit SweepProgress(bool quiet);

  void show(const sweep::Progress& now);  // draws when it is time
  void clear();                           // what is drawn
  // What came out, which domains are worst, and the commands to go on with (none: empty).
  void say_end(const sweep::End& end, std::string_view next);

 private:
  using Clock = std::chrono::steady_clock;
  bool quiet_, redraw_;
  Clock::time_point drawn_ = Clock::now();
  std::size_t lines_ = 0;  // on the terminal
};

}  // namespace mailauth::cli
