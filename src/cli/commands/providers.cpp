// `mailauth providers [NAME]`: the mail services that are known, or one of them.

#include "report/providers.h"

#include <span>

#include "cli/commands.h"
#include "cli/service_named.h"
#include "cli/shared/audit_options.h"
#include "cli/shared/configured.h"
#include "cli/shared/output_options.h"
#include "cli/terminal.h"

namespace mailauth::cli::commands {

namespace {

struct ProvidersOptions {
  std::string name;                    // "mailchimp"; empty: all
  std::vector<std::string> providers;  // files
  OutputOptions output;
  project::Choice config;
};

void declare(Command& command, ProvidersOptions& providers) {
  add_argument(command, "NAME", providers.name, "such as mailchimp; all without it");
  add_providers_file(command, providers.providers);
  add_config(command, providers.config);
  add_format(command, providers.output);
  add_colour(command, providers.output);
}

std::string list(const OutputOptions& output) {
  return output.format == Format::json ? report::providers_json(facts::services())
                                       : report::providers_text(facts::services(), list_style(output));
}

std::string explain(const facts::Service& service, const OutputOptions& output) {
  return output.format == Format::json ? report::providers_json({&service, 1})
                                       : report::provider_text(service, list_style(output));
}

ExitCode run(const ProvidersOptions& options) {
  add_services_of(options.providers);
  print(options.name.empty() ? list(options.output) : explain(service_named(options.name), options.output));
  return ExitCode::clean;
}

}  // namespace

Action providers(Command& command) { return action<ProvidersOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
