#pragma once
// What check and demo do with finished audits.

#include <vector>

#include "cli/options.h"
#include "mailauth/audit/audit.h"

namespace mailauth::cli {

void print_report(const std::vector<audit::Audit>& audits, const OutputOptions& options);
ExitCode exit_code_of(const std::vector<audit::Audit>& audits, rules::Severity fail_on);

}  // namespace mailauth::cli
