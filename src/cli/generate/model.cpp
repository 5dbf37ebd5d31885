#include "cli/generate/model.h"

#include <fmt/format.h>

#include "text/ascii.h"

namespace mailauth::cli::generate {

std::vector<const CommandModel*> all_commands(const CommandModel& model) {
  std::vector<const CommandModel*> all{&model};
  for (const CommandModel& below : model.commands)
    for (const CommandModel* command : all_commands(below)) all.push_back(command);
  return all;
}

bool is_path(std::string_view type) { return type == "FILE" || type == "DIR" || type == "LIST"; }

std::string usage(const CommandModel& command) {
  std::string out = command.path;
  if (!command.options.empty()) out += " [OPTIONS]";
  for (const ArgumentModel& argument : command.arguments) {
    const std::string name = argument.name + (argument.many ? "..." : "");
    out += argument.required ? " " + name : fmt::format(" [{}]", name);
  }
  if (!command.commands.empty()) out += command.arguments.empty() ? " COMMAND" : " [COMMAND]";
  return out;
}

std::string single_quoted(std::string_view text) { return "'" + text::replace_all(text, "'", "'\\''") + "'"; }

}  // namespace mailauth::cli::generate
