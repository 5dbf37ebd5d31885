// `mailauth help [COMMAND...]`: what --help prints, for who writes it as a word.

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"

namespace mailauth::cli::commands {

namespace {

struct HelpOptions {
  std::vector<std::string> path;  // "spf", "tree"; empty: of the whole program
};

void declare(Command& command, HelpOptions& help) {
  add_arguments(command, "COMMAND", help.path, "such as check, or spf tree");
}

std::string not_there(const Command& above, std::string_view typed) {
  const Texts names = commands_below(above);
  const std::string problem =
      names.empty() ? unexpected(typed, {}) : which_command({path_of(above), {names.begin(), names.end()}}, typed);
  return fmt::format("{} (see {} --help)", problem, path_of(above));
}

ExitCode run(const HelpOptions& options, const Context& context) {
  const Command* command = &context.program;
  for (const std::string& name : options.path) {
    const Command* below = command_below(*command, name);
    if (below == nullptr) throw UsageError(not_there(*command, name));
    command = below;
  }
  print(help_of(*command));
  return ExitCode::clean;
}

}  // namespace

Action help(Command& command) { return action<HelpOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
