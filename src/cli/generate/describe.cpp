#include "cli/generate/describe.h"

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/shared/report_formats.h"
#include "facts/services.h"
#include "rules/rule.h"
#include "text/ascii.h"

namespace mailauth::cli::generate {

namespace {

// add_one_of() keeps them in the name of the validator.
std::vector<std::string> words_of(CLI::Option& option) {
  std::vector<std::string> words;
  try {
    for (const std::string_view word : text::split(option.get_validator(0)->get_name(), ' '))
      if (!word.empty()) words.emplace_back(word);
  } catch (const CLI::OptionNotFound&) {  // it has no validator
  }
  return words;
}

// What the catalogs know.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  if (name == "RULE")
    for (const rules::Rule* rule : rules::catalog()) words.emplace_back(rule->id);
  if (name == "COMMAND")
    for (const CommandEntry& entry : command_table())
      if (entry.path.find(' ') == std::string_view::npos) words.emplace_back(entry.path);
  if (name == "SERVICE")
    for (const facts::Service& service : facts::services()) words.emplace_back(service.id);
  if (name == report_output_type) words = report_format_names();
  return words;
}

OptionModel option_model(CLI::Option& option) {
  const bool is_flag = option.get_items_expected_max() == 0;
  OptionModel model{{}, is_flag ? "" : option.get_type_name(), option.get_description(), words_of(option)};
  for (const std::string& name : option.get_snames()) model.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) model.names.push_back("--" + name);
  if (model.words.empty()) model.words = words_of(model.type);
  return model;
}

ArgumentModel argument_model(CLI::Option& option) {
  const std::string name = option.get_name(true);
  ArgumentModel model{name, option.get_description(), words_of(option), option.get_required(),
                      option.get_items_expected_max() > 1};
  if (model.words.empty()) model.words = words_of(name);
  return model;
}

}  // namespace

CommandModel describe(Command& command) {
  CommandModel model{path_of(command), command.get_name(), command.get_description(), command.get_footer(), {}, {}, {}};
  for (CLI::Option* option : command.get_options()) {
    if (option->nonpositional())
      model.options.push_back(option_model(*option));
    else
      model.arguments.push_back(argument_model(*option));
  }
  for (Command* below : command.get_subcommands(nullptr)) model.commands.push_back(describe(*below));
  return model;
}

}  // namespace mailauth::cli::generate
