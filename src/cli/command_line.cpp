#include "cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>
#include <string>

#include "cli/command_help.h"
#include "cli/commands.h"
#include "cli/shared/configured.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "text/edit_distance.h"

namespace mailauth::cli {

namespace {

using Actions = std::map<const Command*, Action>;

// A name in the table, of a command and of those above it: "spf check".
struct Place {
  Command& above;
  std::string name;
};

Place place_of(Command& program, std::string_view path) {
  const std::size_t blank = path.find(' ');
  if (blank == std::string_view::npos) return {program, std::string(path)};
  return {*program.get_subcommand(std::string(path.substr(0, blank))), std::string(path.substr(blank + 1))};
}

// All of them come first: what is declared of a command, those that come below it later would have, too.
void add_commands(Command& program) {
  for (const CommandEntry& entry : command_table()) {
    const Place place = place_of(program, entry.path);
    add_command(place.above, place.name, std::string(entry.summary));
  }
}

Actions declare_commands(Command& program) {
  Actions actions;
  for (const CommandEntry& entry : command_table()) {
    const Place place = place_of(program, entry.path);
    Command& command = *place.above.get_subcommand(place.name);
    if (entry.declare == nullptr)
      need_command(command);
    else
      actions.emplace(&command, entry.declare(command));
  }
  return actions;
}

Actions build(Command& program) {
  need_command(program);
  program.get_formatter()->column_width(28);
  program.set_version_flag("--version", program_version());
  program.set_help_flag("-h,--help", "print this help");
  add_commands(program);
  Actions actions = declare_commands(program);
  add_exit_codes_of_all(program);
  return actions;
}

// The command that was read last: the chosen one, when the parser did not stop before.
Command& last_command(Command& program) {
  const auto chosen = program.get_subcommands();
  return chosen.empty() ? program : last_command(*chosen.front());
}

// `mailauth spf --zone FILE tree example.com` would read the zone for the tree of `spf`, which is not what runs.
void refuse_what_stands_before(const Command& command) {
  for (const Command* above = command.get_parent(); above != nullptr; above = above->get_parent())
    for (const CLI::Option* option : above->get_options())
      if (option->count() > 0)
        throw UsageError(fmt::format("{}: {} is not read before '{}': write it after that word", path_of(command),
                                     option->get_name(), command.get_name()));
}

ExitCode carry_out(Command& program, const Actions& actions) {
  Command& command = last_command(program);
  refuse_what_stands_before(command);
  const Action& action = actions.at(&command);
  Context context{{}, program};
  if (action.config != nullptr) {
    context.config = read_config(*action.config);
    // `config show` refuses what check would refuse.
    Command& configured = command.get_name() == "show" ? *program.get_subcommand("check") : command;
    const Counting counting = configure(configured, context.config);
    const std::string decided = decided_in_ci(configured, context.config, counting);
    if (!decided.empty() && &configured == &command) print_error(decided);
  }
  const ExitCode code = action.run(context);
  flush_output();
  return code;
}

std::string not_taken(const Command& command, const std::string& typed) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return unexpected(typed, std::vector<std::string_view>(names.begin(), names.end()));
}

// "tre" of `mailauth spf tre example.com`, where a domain may stand, too. Empty: nothing is like a command.
std::string mistyped_command(const Command& command, const std::vector<std::string_view>& names) {
  for (const CLI::Option* option : command.get_options())
    if (option->get_positional() && option->count() > 0 && text::nearest(option->results().front(), names, 2))
      return option->results().front();
  return {};
}

// CLI11 says "The following argument was not expected: chek": say what was meant.
std::string explained(const Command& command, const std::string& message) {
  const std::vector<std::string> not_expected = command.remaining();
  const std::string typed = not_expected.empty() ? "" : not_expected.front();
  const Texts names = commands_below(command);
  const Commands commands{path_of(command), {names.begin(), names.end()}};
  if (command.get_require_subcommand_min() > 0 && command.get_subcommands().empty())
    return which_command(commands, typed);
  if (const std::string word = mistyped_command(command, commands.names); !word.empty())
    return which_command(commands, word);
  return typed.empty() ? message : not_taken(command, typed);
}

std::string one_line(std::string text) {
  for (char& c : text)
    if (c == '\n') c = ' ';
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

}  // namespace

ExitCode run_command_line(int argc, const char* const* argv) {
  Command program("Audits a domain's e-mail authentication: SPF, DKIM and DMARC.", "mailauth");
  const Actions actions = build(program);
  try {
    program.parse(argc, argv);
  } catch (const CLI::Success& answered) {  // --help, --version
    std::ostringstream text;
    program.exit(answered, text, text);
    print(text.str());
    flush_output();
    return ExitCode::clean;
  } catch (const CLI::ParseError& error) {
    const Command& command = last_command(program);
    throw UsageError(fmt::format("{} (see {} --help)", one_line(explained(command, error.what())), path_of(command)));
  }
  return carry_out(program, actions);
}

}  // namespace mailauth::cli
