#include <cstdio>
#include <exception>

#include "cli/command_line.h"
#include "cli/interrupt.h"
#include "cli/terminal.h"
#include "files/write_to.h"

// Read by jemalloc, where the program is linked with it: freed memory goes back to the system after a second, not ten
// (docs/decisions/allocator.md).
extern "C" {
const char* malloc_conf = "dirty_decay_ms:1000";
}

int main(int argc, char** argv) {
  using namespace mailauth;
  using namespace mailauth::cli;
  files::ignore_output_signals();
  end_on_ctrl_c();
  try {
    return static_cast<int>(run_command_line(argc, argv));
  } catch (const std::exception& error) {
    print_error(error.what());
    return static_cast<int>(ExitCode::usage);
  }
}
