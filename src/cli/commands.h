#pragma once
// All commands.

#include <span>
#include <string_view>

#include "cli/action.h"

namespace mailauth::cli {

struct CommandEntry {
  std::string_view path;                // "spf check"; "spf" comes before it
  std::string_view summary;             // what --help says of it
  Action (*declare)(Command& command);  // null: it does nothing without one of the commands below it
};

std::span<const CommandEntry> command_table();  // in the order of --help

namespace commands {

Action check(Command& command);
Action fix(Command& command);
Action setup(Command& command);
Action spf(Command& command);
Action spf_check(Command& command);
Action spf_tree(Command& command);
Action message(Command& command);
Action lint(Command& command);
Action demo(Command& command);
Action providers(Command& command);
Action explain(Command& command);
Action rules(Command& command);
Action sweep(Command& command);
Action sweep_plan(Command& command);
Action sweep_status(Command& command);
Action sweep_merge(Command& command);
Action diff(Command& command);
Action summary(Command& command);
Action history(Command& command);
Action config_show(Command& command);
Action generate(Command& command);
Action help(Command& command);
Action version(Command& command);

}  // namespace commands

}  // namespace mailauth::cli
