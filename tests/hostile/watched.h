#pragma once
// A program and what it cost: the time, the processor, the memory.

#include <chrono>
#include <string>
#include <vector>

namespace mailauth::hostile {

struct Ran {
  int exit_code = -1;   // 128 and the signal that ended it
  bool in_time = true;  // otherwise it was killed
  std::string printed;  // to stdout and stderr
  std::chrono::duration<double> wall{0}, processor{0};
  double megabytes = 0;  // most that were in memory
};

// Runs it until it ends or so long. Throws std::system_error when it cannot be started.
Ran run_watched(const std::vector<std::string>& command, std::chrono::seconds longest);

// Each command, so many of them at a time.
std::vector<Ran> run_all_watched(const std::vector<std::vector<std::string>>& commands, std::size_t at_once,
                                 std::chrono::seconds longest);

}  // namespace mailauth::hostile
