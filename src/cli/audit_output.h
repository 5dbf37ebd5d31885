#pragma once
// What check, lint and demo do with finished audits.

#include <vector>

#include "cli/options.h"
#include "mailauth/audit/audit.h"

namespace mailauth::cli {

// Applies the project's policy, prints the reports, and says on stderr what there is to say about the policy.
ExitCode report_audits(std::vector<audit::Audit> audits, const OutputOptions& options);

}  // namespace mailauth::cli
