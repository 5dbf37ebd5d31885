// `mailauth generate WHAT`: what packages install beside the program.

#include <charconv>
#include <cstdlib>

#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/generate/describe.h"
#include "cli/terminal.h"

namespace mailauth::data {
extern const std::string_view report_schema;
}

namespace mailauth::cli::commands {

namespace {

enum class Generated : uint8_t { man, bash, zsh, fish, schema };

struct GenerateOptions {
  Generated what = Generated::man;
};

void declare(Command& command, GenerateOptions& generate) {
  add_word(command, {"WHAT", "", "man, bash, zsh, fish or schema"}, generate.what,
           {{"man", Generated::man},
            {"bash", Generated::bash},
            {"zsh", Generated::zsh},
            {"fish", Generated::fish},
            {"schema", Generated::schema}},
           Need::required);
}

// https://reproducible-builds.org/specs/source-date-epoch/: the same sources give the same page.
text::Date date_of_page() {
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
  const std::string_view typed = epoch == nullptr ? "" : epoch;
  int64_t seconds = 0;
  const auto read = std::from_chars(typed.data(), typed.data() + typed.size(), seconds);
  if (typed.empty() || read.ec != std::errc() || read.ptr != typed.data() + typed.size()) return today();
  return std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(seconds)));
}

std::string generated(Generated what, const cli::generate::CommandModel& program) {
  switch (what) {
    case Generated::man: return cli::generate::man_page(program, text::to_string(date_of_page()));
    case Generated::bash: return cli::generate::bash_completion(program);
    case Generated::zsh: return cli::generate::zsh_completion(program);
    case Generated::fish: return cli::generate::fish_completion(program);
    case Generated::schema: return std::string(data::report_schema);
  }
  return {};
}

ExitCode run(const GenerateOptions& options, const Context& context) {
  print(generated(options.what, cli::generate::describe(context.program)));
  return ExitCode::clean;
}

}  // namespace

Action generate(Command& command) { return action<GenerateOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
