#pragma once
// `mailauth lint --record KIND TEXT`, and NDJSON on stdin.

#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/shared/output_options.h"

namespace mailauth::cli {

struct LintTextOptions {
  std::string kind;  // "spf", "dkim", "dmarc", or "-" for NDJSON on stdin
  std::vector<std::string> text;
  std::string name;  // owner of the record; empty: the usual place
};

ExitCode lint_text(const LintTextOptions& options, const ReportOptions& output);

}  // namespace mailauth::cli
