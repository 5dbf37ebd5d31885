// `mailauth explain RULE`

#include "cli/commands.h"
#include "cli/shared/output_options.h"
#include "cli/terminal.h"
#include "project/rule_named.h"

namespace mailauth::cli::commands {

namespace {

struct ExplainOptions {
  std::string rule;
  OutputOptions output;
};

void declare(Command& command, ExplainOptions& explain) {
  add_argument(command, "RULE", explain.rule, "such as dmarc-version-typo", Need::required);
  add_colour(command, explain.output);
}

ExitCode run(const ExplainOptions& options) {
  print(report::explain_text(project::rule_named(options.rule), text_style(options.output)));
  return ExitCode::clean;
}

}  // namespace

Action explain(Command& command) { return action<ExplainOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
