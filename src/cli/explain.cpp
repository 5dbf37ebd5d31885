// `mailauth explain RULE` and `mailauth rules`.

#include "cli/terminal.h"
#include "project/rule_named.h"

namespace mailauth::cli {

ExitCode run(const ExplainOptions& options) {
  print(report::explain_text(project::rule_named(options.rule), text_style(options.output)));
  return ExitCode::clean;
}

ExitCode run(const RulesOptions& options) {
  switch (options.output.format) {
    case Format::text: print(report::rules_text(text_style(options.output))); break;
    case Format::json: print(report::rules_json()); break;
    case Format::markdown: print(report::rules_markdown()); break;
  }
  return ExitCode::clean;
}

}  // namespace mailauth::cli
