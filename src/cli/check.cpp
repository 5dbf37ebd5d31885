// `mailauth check DOMAIN...`

#include "cli/audit_output.h"
#include "cli/audits.h"

namespace mailauth::cli {

ExitCode run(const CheckOptions& options) {
  auto audits = audits_of(options.audit);
  if (!audits) return ExitCode::interrupted;
  return report_audits(std::move(*audits), options.output);
}

}  // namespace mailauth::cli
