#include "cli/interrupt.h"

#include <csignal>

namespace mailauth::cli {

namespace {

std::atomic<bool> was_interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // a signal handler may touch it

}  // namespace

void stop_on_ctrl_c() {
  struct sigaction action {};
  action.sa_handler = [](int) { was_interrupted = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

const std::atomic<bool>& interrupted() { return was_interrupted; }

}  // namespace mailauth::cli
