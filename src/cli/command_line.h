#pragma once

#include "cli/exit_code.h"

namespace mailauth::cli {

// Reads the command line and carries out the command. Throws what is to be said in one line: UsageError,
// project::Error.
ExitCode run_command_line(int argc, const char* const* argv);

}  // namespace mailauth::cli
