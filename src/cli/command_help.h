#pragma once
// What --help says below the options, and what was meant when the command line is wrong.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mailauth::cli {

// What the exit codes of a command mean that a user has to tell apart; 2 and 130 mean the same everywhere.
struct ExitTexts {
  std::string_view clean, findings, unanswered;  // empty: the command never ends so
};

std::string exit_codes_of_all();
std::string exit_codes_help(const ExitTexts& texts);

// The commands that there are at one place of the command line.
struct Commands {
  std::string before;                   // "mailauth", "mailauth spf"
  std::vector<std::string_view> names;  // "check", "tree"
};

// No command was given, or none that there is.
std::string which_command(const Commands& commands, std::string_view typed);
// An argument that the command does not take. `options`: "--zone" ...
std::string unexpected(std::string_view typed, std::span<const std::string_view> options);

}  // namespace mailauth::cli
