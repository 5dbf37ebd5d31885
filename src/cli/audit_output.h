#pragma once
// What check, lint and demo do with finished audits.

#include <vector>

#include "audit/audit.h"
#include "cli/exit_code.h"
#include "cli/shared/output_options.h"
#include "project/policy.h"

namespace mailauth::cli {

// Applies the project's policy, prints the reports, and says on stderr what there is to say about the policy. `before`:
// the same domains as they are before something is published, to compare with; empty: not compared.
ExitCode report_audits(std::vector<audit::Audit> audits, const ReportOptions& options, const project::Policy& policy,
                       const std::vector<audit::Audit>& before = {});

}  // namespace mailauth::cli
