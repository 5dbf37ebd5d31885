#pragma once
// Ctrl-C, and SIGTERM, which does the same. They end the program wherever it waits, such as for a pipe that nobody
// writes to; a file that is not complete is taken away. While the DNS is asked, the first one asks for an orderly end,
// and a second one ends the program at once.

#include <atomic>

namespace mailauth::cli {

void end_on_ctrl_c();   // as the program begins
void stop_on_ctrl_c();  // from now on in good order, by whoever looks at interrupted()
const std::atomic<bool>& interrupted();
// Nothing is asked any more, and Ctrl-C ends the program again. True: it has come before, and this says so on stderr.
bool was_stopped();

}  // namespace mailauth::cli
