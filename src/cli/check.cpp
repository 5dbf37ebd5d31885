// `mailauth check DOMAIN...`

#include "cli/audit_output.h"
#include "cli/audits.h"

namespace mailauth::cli {

ExitCode run(const CheckOptions& options) {
  const auto audits = audits_of(options.audit);
  if (!audits) return ExitCode::interrupted;
  print_report(*audits, options.output);
  return exit_code_of(*audits, options.output.fail_on);
}

}  // namespace mailauth::cli
