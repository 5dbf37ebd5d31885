#pragma once
// While nothing comes for more than a second, a line on the terminal says for what and for whom.

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "net/transport.h"

namespace mailauth::cli {

class Waiting {
 public:
  Waiting(net::Transport below, std::vector<std::string> servers);

  net::Transport transport();  // valid as long as this object, at this address

  // "waiting for 192.0.2.1: example.com TXT and 2 more, 3 s"; nothing while that is not worth a line.
  std::string line(std::chrono::steady_clock::time_point now, unsigned width) const;

 private:
  std::vector<dns::Answer> receive(std::chrono::milliseconds wait);

  net::Transport below_;
  std::vector<std::string> servers_;
  std::set<dns::Question> in_flight_;
  std::chrono::steady_clock::time_point since_;  // the last answer, or the first question
};

}  // namespace mailauth::cli
