// providers, explain, rules

#include "cli/arguments/configured.h"
#include "cli/arguments/parsed.h"
#include "cli/arguments/shared.h"

namespace mailauth::cli::arguments {

namespace {

void add_providers(Command& app, Model& model) {
  Command& command = add_command(app, "providers", "list mail services, or explain one");
  ProvidersOptions& providers = model.parsed.providers;
  add_argument(command, "NAME", providers.name, "such as mailchimp; all without it");
  add_providers_file(command, providers.providers);
  add_config(command, model.config);
  add_format(command, providers.output);
  add_colour(command, providers.output);
  model.choose(command, providers);
}

void add_explain(Command& app, Model& model) {
  Command& command = add_command(app, "explain", "explain a rule");
  ExplainOptions& explain = model.parsed.explain;
  add_argument(command, "RULE", explain.rule, "such as dmarc-version-typo", Need::required);
  add_colour(command, explain.output);
  model.choose(command, explain);
}

void add_rules(Command& app, Model& model) {
  Command& command = add_command(app, "rules", "list all rules");
  add_format(command, model.parsed.rules.output, Formats::text_json_markdown);
  add_colour(command, model.parsed.rules.output);
  model.choose(command, model.parsed.rules);
}

}  // namespace

void add_catalog(Command& app, Model& model) {
  add_providers(app, model);
  add_explain(app, model);
  add_rules(app, model);
}

}  // namespace mailauth::cli::arguments
