#pragma once
// The reports that the options of a command ask for.

#include "cli/shared/output_options.h"
#include "report/formats.h"

namespace mailauth::cli {

// Writes all of them; when none was asked for, text to stdout.
void print_reports(const report::Domains& domains, const ReportOptions& options);

// For commands that know only text and JSON. Throws UsageError for anything else.
bool wants_json(const ReportOptions& options);

}  // namespace mailauth::cli
