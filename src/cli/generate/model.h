#pragma once
// The command line as data: what the man page and the completions of the shells are written from.

#include <string>
#include <string_view>
#include <vector>

namespace mailauth::cli::generate {

struct OptionModel {
  std::vector<std::string> names;  // "-v", "--verbose"
  std::string type;                // "FILE"; empty: a flag
  std::string help;
  std::vector<std::string> words;  // what it may be; empty: anything
};

struct ArgumentModel {
  std::string name;  // "DOMAIN"
  std::string help;
  std::vector<std::string> words;
  bool required = false, many = false;
};

struct CommandModel {
  std::string path;  // "mailauth spf check"
  std::string name;  // "check"
  std::string help;
  std::string footer;  // what its exit codes mean; may be empty
  std::vector<OptionModel> options;
  std::vector<ArgumentModel> arguments;
  std::vector<CommandModel> commands;
};

// The command and all below it, each before those below.
std::vector<const CommandModel*> all_commands(const CommandModel& model);

bool is_path(std::string_view type);             // of a file or folder
std::string usage(const CommandModel& command);  // "mailauth check [OPTIONS] [DOMAIN...]"

// Text of ours and of the command line, so that it stays inside of '...' of a shell.
std::string single_quoted(std::string_view text);

std::string man_page(const CommandModel& model, std::string_view date);
std::string bash_completion(const CommandModel& model);
std::string zsh_completion(const CommandModel& model);
std::string fish_completion(const CommandModel& model);

}  // namespace mailauth::cli::generate
