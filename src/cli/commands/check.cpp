// `mailauth check DOMAIN...`

#include "cli/audit_output.h"
#include "cli/audits.h"
#include "cli/commands.h"
#include "cli/shared/audit_options.h"
#include "cli/shared/configured.h"
#include "cli/shared/output_options.h"

namespace mailauth::cli::commands {

namespace {

struct CheckOptions {
  AuditOptions audit;
  ReportOptions output;
  project::Choice config;
};

void declare(Command& command, CheckOptions& check) {
  add_arguments(command, "DOMAIN", check.audit.domains, "the domains to audit");
  add_audit_options(command, check.audit);
  add_config(command, check.config);
  add_compared_report_options(command, check.output);
  add_exit_codes_of_all(command);
}

ExitCode run(const CheckOptions& options, const Context& context) {
  auto audits = audits_of(options.audit);
  if (!audits) return ExitCode::interrupted;
  return report_audits(std::move(*audits), options.output, context.config.policy);
}

}  // namespace

Action check(Command& command) { return action<CheckOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
