#pragma once
// `mailauth lint FILE...`: records as they will be, before they are published.

#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/shared/audit_options.h"
#include "cli/shared/output_options.h"
#include "inputs/document.h"
#include "project/policy.h"

namespace mailauth::cli {

struct LintFilesOptions {
  std::vector<std::string> files;  // "-": stdin
  inputs::ReadOptions reading;
  bool against_live = false;
  AuditOptions audit;  // of it: domains that the rest is left out of, what is asked of each, and the resolvers
};

ExitCode lint_files(const LintFilesOptions& options, const ReportOptions& output, const project::Policy& policy);

}  // namespace mailauth::cli
