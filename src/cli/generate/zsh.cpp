// One function a command; _arguments of zshcompsys(1) reads the specifications.

#include <fmt/format.h>

#include "cli/generate/model.h"
#include "text/ascii.h"

namespace mailauth::cli::generate {

namespace {

std::string function_of(const CommandModel& command) { return "_" + text::replace_all(command.path, " ", "_"); }

// Inside of [...] and between colons.
std::string zsh_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string action(std::string_view type, const std::vector<std::string>& words) {
  if (!words.empty()) return fmt::format("({})", text::join(words, " "));
  return is_path(type) ? "_files" : " ";
}

std::string specification(const OptionModel& option, const std::string& name) {
  std::string out = fmt::format("*{}[{}]", name, zsh_escaped(option.help));
  if (!option.type.empty()) out += fmt::format(":{}:{}", zsh_escaped(option.type), action(option.type, option.words));
  return single_quoted(out);
}

std::string specification(const ArgumentModel& argument) {
  return single_quoted(fmt::format("{}:{}:{}", argument.many ? "*" : "", zsh_escaped(argument.name),
                                   action(argument.name, argument.words)));
}

std::vector<std::string> specifications(const CommandModel& command) {
  std::vector<std::string> all;
  for (const OptionModel& option : command.options)
    for (const std::string& name : option.names) all.push_back(specification(option, name));
  return all;
}

std::string plain_function(const CommandModel& command) {
  std::vector<std::string> all = specifications(command);
  for (const ArgumentModel& argument : command.arguments) all.push_back(specification(argument));
  return fmt::format("{}() {{\n  _arguments \\\n    {}\n}}\n", function_of(command), text::join(all, " \\\n    "));
}

// A command with commands below it: its first word says which.
std::string parent_function(const CommandModel& command) {
  std::string names, calls;
  for (const CommandModel& below : command.commands) {
    names += fmt::format("        {}\n", single_quoted(zsh_escaped(below.name) + ":" + zsh_escaped(below.help)));
    calls += fmt::format("        {}) {} ;;\n", below.name, function_of(below));
  }
  const bool takes_files = !command.arguments.empty();
  std::vector<std::string> all = specifications(command);
  all.insert(all.end(), {"': :->command'", "'*:: :->rest'"});
  return fmt::format(R"({}() {{
  local context state line
  typeset -A opt_args
  _arguments -C \
    {}
  case $state in
    command)
      local -a commands=(
{}      )
      _describe command commands{}
      ;;
    rest)
      case $line[1] in
{}{}      esac
      ;;
  esac
}}
)",
                     function_of(command), text::join(all, " \\\n    "), names, takes_files ? "\n      _files" : "",
                     calls, takes_files ? "        *) _files ;;\n" : "");
}

}  // namespace

std::string zsh_completion(const CommandModel& model) {
  std::string out = "#compdef mailauth\n# written by: mailauth generate zsh\n";
  for (const CommandModel* command : all_commands(model))
    out += command->commands.empty() ? plain_function(*command) : parent_function(*command);
  return out + "if [ \"$funcstack[1]\" = _mailauth ]; then _mailauth \"$@\"; else compdef _mailauth mailauth; fi\n";
}

}  // namespace mailauth::cli::generate
