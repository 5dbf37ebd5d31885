// `mailauth version`: what --version prints.

#include "mailauth/version.h"

#include "cli/commands.h"
#include "cli/terminal.h"

namespace mailauth::cli::commands {

namespace {

struct NoOptions {};

void declare(Command&, NoOptions&) {}

ExitCode run(const NoOptions&) {
  print(program_version() + "\n");
  return ExitCode::clean;
}

}  // namespace

Action version(Command& command) { return action<NoOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
