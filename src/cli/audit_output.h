#pragma once
// What check, lint and demo do with finished audits.

#include <map>
#include <vector>

#include "audit/audit.h"
#include "cli/options.h"

namespace mailauth::cli {

// Where in a file somebody asked for a domain.
using Origins = std::map<dns::Name, text::Position>;

// Applies the project's policy, prints the reports, and says on stderr what there is to say about the policy. `before`:
// the same domains as they are before something is published, to compare with; empty: not compared.
ExitCode report_audits(std::vector<audit::Audit> audits, const OutputOptions& options, const Origins& origins = {},
                       const std::vector<audit::Audit>& before = {});

}  // namespace mailauth::cli
