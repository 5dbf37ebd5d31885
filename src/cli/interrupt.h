#pragma once
// Ctrl-C: the first one asks for an orderly end, a second one ends the program at once. So does SIGTERM.

#include <atomic>

namespace mailauth::cli {

void stop_on_ctrl_c();
const std::atomic<bool>& interrupted();

}  // namespace mailauth::cli
