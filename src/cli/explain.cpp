// `mailauth explain RULE` and `mailauth rules`.

#include <fmt/format.h>

#include "cli/terminal.h"
#include "mailauth/text/edit_distance.h"

namespace mailauth::cli {

namespace {

std::string unknown_rule(const std::string& id) {
  std::vector<std::string_view> ids;
  for (const rules::Rule* rule : rules::catalog()) ids.push_back(rule->id);
  const auto meant = text::nearest(id, ids, 4);
  return fmt::format("there is no rule '{}'; {}", id,
                     meant ? fmt::format("did you mean '{}'?", *meant) : "mailauth rules lists them");
}

}  // namespace

ExitCode run(const ExplainOptions& options) {
  const rules::Rule* rule = rules::find_rule(options.rule);
  if (rule == nullptr) throw UsageError(unknown_rule(options.rule));
  print(report::explain_text(*rule, text_style(options.output)));
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
