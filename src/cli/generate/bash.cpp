#include <fmt/format.h>

#include "cli/generate/model.h"
#include "text/ascii.h"

namespace mailauth::cli::generate {

namespace {

std::string option_names(const CommandModel& command) {
  std::vector<std::string> names;
  for (const OptionModel& option : command.options) names.insert(names.end(), option.names.begin(), option.names.end());
  return text::join(names, " ");
}

// All that can come next, apart from files.
std::string next_words(const CommandModel& command) {
  std::string words = option_names(command);
  for (const CommandModel& below : command.commands) words += " " + below.name;
  for (const ArgumentModel& argument : command.arguments)
    if (!argument.words.empty()) words += " " + text::join(argument.words, " ");
  return words;
}

std::string known_paths(const CommandModel& model) {
  std::vector<std::string> paths;
  for (const CommandModel* command : all_commands(model))
    if (command != &model) paths.push_back(single_quoted(command->path));
  return text::join(paths, " | ");
}

// After an option that takes a value: its words, else what `complete -o default` gives, which is files.
std::string values(const CommandModel& command) {
  std::string out;
  for (const OptionModel& option : command.options) {
    if (option.type.empty()) continue;
    std::vector<std::string> places;
    for (const std::string& name : option.names) places.push_back(single_quoted(command.path + " " + name));
    out +=
        fmt::format("    {}) words={} ;;\n", text::join(places, " | "), single_quoted(text::join(option.words, " ")));
  }
  return out;
}

constexpr std::string_view bash_frame = R"(# bash completion of mailauth; written by: mailauth generate bash
_mailauth() {{
  local current="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD - 1]}}" path=mailauth words i
  # Of "--option=value" bash makes three words, and in "sarif=FILE" a file is meant.
  if [ "$current" = = ]; then
    current=
  elif [ "$before" = = ]; then
    before="${{COMP_WORDS[COMP_CWORD - 2]}}"
    [ "${{before:0:1}}" = - ] || return
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path ${{COMP_WORDS[i]}}" in
    {}) path="$path ${{COMP_WORDS[i]}}" ;;
    esac
  done
  case "$path $before" in
{}    *)
      case "$path" in
{}      esac
      ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}}
complete -o default -F _mailauth mailauth
)";

}  // namespace

std::string bash_completion(const CommandModel& model) {
  std::string after_options, after_commands;
  for (const CommandModel* command : all_commands(model)) {
    after_options += values(*command);
    after_commands +=
        fmt::format("      {}) words={} ;;\n", single_quoted(command->path), single_quoted(next_words(*command)));
  }
  return fmt::format(bash_frame, known_paths(model), after_options, after_commands);
}

}  // namespace mailauth::cli::generate
