// parse_arguments(): the whole command line.

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/arguments/configured.h"
#include "cli/arguments/describe.h"
#include "cli/arguments/parsed.h"
#include "cli/terminal.h"
#include "mailauth/version.h"

namespace mailauth::cli {

namespace {

using arguments::Command;
using arguments::Model;

void build(Command& app, Model& model) {
  app.require_subcommand(1);
  app.get_formatter()->column_width(28);
  app.set_version_flag("--version", "mailauth " + std::string(version));
  app.set_help_flag("-h,--help", "print this help");
  arguments::add_one_domain(app, model);
  arguments::add_catalog(app, model);
  arguments::add_sweep(app, model);
  arguments::add_results(app, model);
  arguments::add_config_commands(app, model);
  arguments::add_generate(app, model);
  app.footer(exit_codes_of_all());  // last: a command added later would have it, too
}

// The commands of which `app` has some, such as "mailauth spf".
std::string path_of(const Command& app) {
  return app.get_parent() == nullptr ? app.get_name() : path_of(*app.get_parent()) + " " + app.get_name();
}

// The command that was read last: the chosen one, when the parser did not stop before.
Command& last_command(Command& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? app : last_command(*chosen.front());
}

Options options_of(const Command& command, const Model& model) {
  for (const arguments::Choice& choice : model.choices)
    if (choice.command == &command) return choice.options();
  throw std::logic_error("nothing carries out " + path_of(command));
}

Options chosen(Command& app, Model& model) {
  Command& command = last_command(app);
  if (command.get_name() == "generate") model.parsed.generate.model = arguments::describe(app);
  if (command.get_option_no_throw("--config") == nullptr) return options_of(command, model);
  const project::Config config = arguments::read_config(model.config);
  // `config show` refuses what check would refuse.
  arguments::configure(command.get_name() == "show" ? *app.get_subcommand("check") : command, config);
  Options options = options_of(command, model);
  arguments::configure(options, config);
  return options;
}

std::string not_taken(const Command& command, const std::string& typed) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return unexpected(typed, std::vector<std::string_view>(names.begin(), names.end()));
}

// CLI11 says "The following argument was not expected: chek": say what was meant.
std::string explained(const Command& command, const std::string& message) {
  const std::vector<std::string> not_expected = command.remaining();
  const std::string typed = not_expected.empty() ? "" : not_expected.front();
  Commands commands{path_of(command), {}};
  for (const Command* below : command.get_subcommands(nullptr)) commands.names.push_back(below->get_name());
  if (command.get_require_subcommand_min() > 0 && command.get_subcommands().empty())
    return which_command(commands, typed);
  return typed.empty() ? message : not_taken(command, typed);
}

std::string one_line(std::string text) {
  for (char& c : text)
    if (c == '\n') c = ' ';
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

}  // namespace

std::variant<Options, ExitCode> parse_arguments(int argc, const char* const* argv) {
  Command app("Audits a domain's e-mail authentication: SPF, DKIM and DMARC.", "mailauth");
  Model model;
  build(app, model);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& answered) {  // --help, --version
    std::ostringstream text;
    app.exit(answered, text, text);
    print(text.str());
    flush_output();
    return ExitCode::clean;
  } catch (const CLI::ParseError& error) {
    const Command& command = last_command(app);
    throw UsageError(fmt::format("{} (see {} --help)", one_line(explained(command, error.what())), path_of(command)));
  }
  return chosen(app, model);
}

}  // namespace mailauth::cli
