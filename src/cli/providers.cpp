// `mailauth providers [NAME]`: the mail services that are known, or one of them.

#include "report/providers.h"

#include <span>

#include "cli/service_named.h"
#include "cli/terminal.h"

namespace mailauth::cli {

namespace {

std::string list(const OutputOptions& output) {
  return output.format == Format::json ? report::providers_json(facts::services())
                                       : report::providers_text(facts::services(), text_style(output));
}

std::string explain(const facts::Service& service, const OutputOptions& output) {
  return output.format == Format::json ? report::providers_json({&service, 1})
                                       : report::provider_text(service, text_style(output));
}

}  // namespace

ExitCode run(const ProvidersOptions& options) {
  add_services_of(options.providers);
  print(options.name.empty() ? list(options.output) : explain(service_named(options.name), options.output));
  return ExitCode::clean;
}

}  // namespace mailauth::cli
