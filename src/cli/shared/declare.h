#pragma once
// What a command of the command line takes. CLI11, which is slow to compile, is behind this header.

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/command_help.h"

namespace CLI {
class App;
}

namespace mailauth::cli {

using Command = CLI::App;
using Texts = std::vector<std::string>;

enum class Need : uint8_t { optional, required };

Command& add_command(Command& above, const std::string& name, const std::string& help);
std::string path_of(const Command& command);  // "mailauth spf check"
std::string program_version();                // "mailauth 0.1.0"
std::string help_of(const Command& command);  // what --help prints
Texts commands_below(const Command& command);
const Command* command_below(const Command& command, const std::string& name);  // null: there is none
void need_command(Command& above);  // it does nothing without one of the commands below it
void take_command(Command& above);  // it may have one of them
void add_exit_codes(Command& command, const ExitTexts& texts);
void add_exit_codes_of_all(Command& command);

// What may be there without an option before it; `name` as in "mailauth diff OLD NEW".
void add_argument(Command& command, const std::string& name, std::string& target, const std::string& help,
                  Need need = Need::optional);
void add_arguments(Command& command, const std::string& name, Texts& target, const std::string& help,
                   Need need = Need::optional);
// The same, but no more than one.
void add_at_most_one(Command& command, const std::string& name, Texts& target, const std::string& help);

// An option, such as "--zone" of `type` "FILE".
struct Option {
  std::string name, type, help;
};

void add_flag(Command& command, const std::string& name, bool& target, const std::string& help);
void add_text(Command& command, const Option& option, std::string& target, Need need = Need::optional);
// One for which an empty text is not the same as none.
void add_text(Command& command, const Option& option, std::optional<std::string>& target);
void add_texts(Command& command, const Option& option, Texts& target);  // given again for each
void add_list(Command& command, const Option& option, Texts& target);   // with commas, too
// The same for what is more than text: `take` gets all that was typed, once, and may throw UsageError.
using Take = std::function<void(const Texts& typed)>;
void add_texts(Command& command, const Option& option, const Take& take);
void add_list(Command& command, const Option& option, const Take& take);

// The help ends with what holds without the option: what `target` has now.
void add_seconds(Command& command, const std::string& name, std::chrono::milliseconds& target, const std::string& help);

// From 0 to 100, also 0.5.
void add_percent(Command& command, const std::string& name, std::optional<double>& target, const std::string& help);

// From 1 to `most`.
void add_number(Command& command, const Option& option, int64_t most, Need need,
                const std::function<void(int64_t)>& set);
template <class Number>
void add_count(Command& command, const std::string& name, Number& target, int64_t most, const std::string& help,
               Need need = Need::optional) {
  add_number(command, {name, "N", help}, most, need,
             [&target](int64_t number) { target = static_cast<Number>(number); });
}

// An option whose value is one of a few words.
void add_one_of(Command& command, const Option& option, const Texts& words,
                const std::function<void(const std::string&)>& set, Need need = Need::optional);
template <class Value>
void add_word(Command& command, const Option& option, Value& target, const std::map<std::string, Value>& words,
              Need need = Need::optional) {
  Texts known;
  for (const auto& [word, value] : words) known.push_back(word);
  add_one_of(
      command, option, known, [&target, words](const std::string& word) { target = words.at(word); }, need);
}

}  // namespace mailauth::cli
