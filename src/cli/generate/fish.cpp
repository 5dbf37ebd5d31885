#include <fmt/format.h>

#include "cli/generate/model.h"
#include "text/ascii.h"

namespace mailauth::cli::generate {

namespace {

// In '...' of fish a backslash escapes itself and the quote.
std::string fish_quoted(std::string_view text) {
  return "'" + text::replace_all(text::replace_all(text, "\\", "\\\\"), "'", "\\'") + "'";
}

std::string at(const CommandModel& command) {
  return fmt::format("complete -c mailauth -n {}", fish_quoted("test (__mailauth_path) = \"" + command.path + "\""));
}

std::string names(const OptionModel& option) {
  std::string out;
  for (const std::string& name : option.names)
    out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  return out;
}

std::string value(const OptionModel& option) {
  if (option.type.empty()) return "";
  if (!option.words.empty()) return " -x -a " + fish_quoted(text::join(option.words, " "));
  return is_path(option.type) ? " -r -F" : " -x";
}

std::string fish_command(const CommandModel& command) {
  std::string out;
  for (const CommandModel& below : command.commands)
    out += fmt::format("{} -f -a {} -d {}\n", at(command), below.name, fish_quoted(below.help));
  for (const ArgumentModel& argument : command.arguments)
    if (!argument.words.empty())
      out += fmt::format("{} -f -a {} -d {}\n", at(command), fish_quoted(text::join(argument.words, " ")),
                         fish_quoted(argument.help));
  for (const OptionModel& option : command.options)
    out += fmt::format("{}{}{} -d {}\n", at(command), names(option), value(option), fish_quoted(option.help));
  return out;
}

constexpr std::string_view fish_frame = R"(# fish completion of mailauth; written by: mailauth generate fish
function __mailauth_path
    set -l path mailauth
    for word in (commandline -opc)[2..-1]
        switch "$path $word"
            case {}
                set path "$path $word"
        end
    end
    echo $path
end
{})";

}  // namespace

std::string fish_completion(const CommandModel& model) {
  std::vector<std::string> paths;
  std::string lines;
  for (const CommandModel* command : all_commands(model)) {
    if (command != &model) paths.push_back(fish_quoted(command->path));
    lines += fish_command(*command);
  }
  return fmt::format(fish_frame, text::join(paths, " "), lines);
}

}  // namespace mailauth::cli::generate
