#include "cli/interrupt.h"

#include <unistd.h>

#include <csignal>
#include <string_view>

#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "files/new_file.h"

namespace mailauth::cli {

namespace {

std::atomic<bool> is_orderly{false}, was_interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // a signal handler may touch it

// Only what is safe in a signal handler.
void on_signal(int /*number*/) {
  if (is_orderly && !was_interrupted.exchange(true)) return;
  files::remove_unpublished();
  constexpr std::string_view line = "mailauth: interrupted\n";
  [[maybe_unused]] const ssize_t said = ::write(STDERR_FILENO, line.data(), line.size());
  ::_exit(static_cast<int>(ExitCode::interrupted));
}

}  // namespace

void end_on_ctrl_c() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

void stop_on_ctrl_c() { is_orderly = true; }

const std::atomic<bool>& interrupted() { return was_interrupted; }

bool was_stopped() {
  is_orderly = false;
  if (was_interrupted) print_error("interrupted");
  return was_interrupted;
}

}  // namespace mailauth::cli
