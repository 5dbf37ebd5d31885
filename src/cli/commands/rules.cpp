// `mailauth rules`

#include "cli/commands.h"
#include "cli/shared/output_options.h"
#include "cli/terminal.h"

namespace mailauth::cli::commands {

namespace {

struct RulesOptions {
  OutputOptions output;
};

void declare(Command& command, RulesOptions& rules) {
  add_format(command, rules.output, Formats::text_json_markdown);
  add_colour(command, rules.output);
}

ExitCode run(const RulesOptions& options) {
  switch (options.output.format) {
    case Format::text: print(report::rules_text(list_style(options.output))); break;
    case Format::json: print(report::rules_json()); break;
    case Format::markdown: print(report::rules_markdown()); break;
  }
  return ExitCode::clean;
}

}  // namespace

Action rules(Command& command) { return action<RulesOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
