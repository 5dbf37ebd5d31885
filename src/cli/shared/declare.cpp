#include "cli/shared/declare.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "mailauth/version.h"
#include "text/ascii.h"

namespace mailauth::cli {

namespace {

constexpr double longest_seconds = 3600;

// CLI::Range says "Value x not in range 0.001000 to 3600.000000".
template <class Number>
CLI::Validator between(Number least, Number most) {
  const auto check = [least, most](const std::string& typed) {
    Number number{};
    const bool good = CLI::detail::lexical_cast(typed, number) && number >= least && number <= most;
    return good ? "" : fmt::format("'{}' is no number from {} to {}", typed, least, most);
  };
  return {check, ""};
}

// All that was typed comes in one call.
CLI::Option* add_taken(Command& command, const Option& option, const Take& take) {
  return command.add_option_function<Texts>(option.name, take, option.help)
      ->type_name(option.type)
      ->allow_extra_args(false);
}

Take into(Texts& target) {
  return [&target](const Texts& typed) { target = typed; };
}

}  // namespace

Command& add_command(Command& above, const std::string& name, const std::string& help) {
  return *above.add_subcommand(name, help);
}

std::string path_of(const Command& command) {
  const Command* above = command.get_parent();
  return above == nullptr ? command.get_name() : path_of(*above) + " " + command.get_name();
}

std::string program_version() { return "mailauth " + std::string(version); }

std::string help_of(const Command& command) {
  return command.get_formatter()->make_help(&command, path_of(command), CLI::AppFormatMode::Normal);
}

Texts commands_below(const Command& command) {
  Texts names;
  for (const Command* below : command.get_subcommands(nullptr)) names.push_back(below->get_name());
  return names;
}

const Command* command_below(const Command& command, const std::string& name) {
  for (const Command* below : command.get_subcommands(nullptr))
    if (below->get_name() == name) return below;
  return nullptr;
}

void need_command(Command& above) { above.require_subcommand(1); }

void take_command(Command& above) { above.require_subcommand(0, 1); }

void add_exit_codes(Command& command, const ExitTexts& texts) { command.footer(exit_codes_help(texts)); }

void add_exit_codes_of_all(Command& command) { command.footer(exit_codes_of_all()); }

void add_argument(Command& command, const std::string& name, std::string& target, const std::string& help, Need need) {
  command.add_option(name, target, help)->type_name("")->required(need == Need::required);
}

void add_arguments(Command& command, const std::string& name, Texts& target, const std::string& help, Need need) {
  command.add_option(name, target, help)->type_name("")->required(need == Need::required);
}

void add_at_most_one(Command& command, const std::string& name, Texts& target, const std::string& help) {
  command.add_option(name, target, help)->type_name("")->expected(0, 1);
}

void add_flag(Command& command, const std::string& name, bool& target, const std::string& help) {
  command.add_flag(name, target, help);
}

void add_text(Command& command, const Option& option, std::string& target, Need need) {
  command.add_option(option.name, target, option.help)->type_name(option.type)->required(need == Need::required);
}

void add_text(Command& command, const Option& option, std::optional<std::string>& target) {
  command
      .add_option_function<std::string>(
          option.name, [&target](const std::string& typed) { target = typed; }, option.help)
      ->type_name(option.type);
}

void add_texts(Command& command, const Option& option, Texts& target) { add_taken(command, option, into(target)); }

void add_texts(Command& command, const Option& option, const Take& take) { add_taken(command, option, take); }

void add_list(Command& command, const Option& option, Texts& target) { add_list(command, option, into(target)); }

void add_list(Command& command, const Option& option, const Take& take) {
  add_taken(command, option, take)->delimiter(',');
}

void add_seconds(Command& command, const std::string& name, std::chrono::milliseconds& target,
                 const std::string& help) {
  const auto set = [&target](double seconds) {
    target = std::chrono::milliseconds(static_cast<int64_t>(seconds * 1000));
  };
  const double usual = static_cast<double>(target.count()) / 1000;
  command.add_option_function<double>(name, set, fmt::format("{} ({})", help, usual))
      ->check(between(0.001, longest_seconds))
      ->type_name("SECONDS");
}

void add_percent(Command& command, const std::string& name, std::optional<double>& target, const std::string& help) {
  command
      .add_option_function<double>(
          name, [&target](double percent) { target = percent; }, help)
      ->check(between(0.0, 100.0))
      ->type_name("PERCENT");
}

void add_number(Command& command, const Option& option, int64_t most, Need need,
                const std::function<void(int64_t)>& set) {
  command.add_option_function<int64_t>(option.name, set, option.help)
      ->check(between(int64_t{1}, most))
      ->type_name(option.type)
      ->required(need == Need::required);
}

void add_one_of(Command& command, const Option& option, const Texts& words,
                const std::function<void(const std::string&)>& set, Need need) {
  const auto check = [words](const std::string& word) {
    const bool known = std::find(words.begin(), words.end(), word) != words.end();
    return known ? "" : fmt::format("'{}' is not one of: {}", word, fmt::join(words, ", "));
  };
  command.add_option_function<std::string>(option.name, set, option.help)
      ->check(CLI::Validator(check, "", text::join(words, " ")))  // describe() finds the words there
      ->type_name(option.type)
      ->required(need == Need::required);
}

}  // namespace mailauth::cli
