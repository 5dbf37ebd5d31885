#pragma once
// What check, lint and demo do with finished audits.

#include <optional>
#include <vector>

#include "audit/audit.h"
#include "cli/exit_code.h"
#include "cli/reports.h"
#include "cli/shared/output_options.h"
#include "project/baseline.h"
#include "project/policy.h"

namespace mailauth::cli {

// Takes audits one by one and keeps none: applies the project's policy and writes the reports. At the end it says on
// stderr what there is to say about the policy.
class AuditOutput {
 public:
  AuditOutput(const ReportOptions& options, const project::Policy& policy);
  // `before`: the same domain as it is before something is published, to compare with; null: not compared.
  void add(audit::Audit& audit, const audit::Audit* before = nullptr);
  // `files`: of the records that were judged; null when they are the DNS's.
  ExitCode end(const inputs::Tally* files = nullptr);

 private:
  void keep_baseline();

  const ReportOptions& options_;
  const project::Policy& policy_;
  std::optional<project::Baseline> baseline_;
  Reports reports_;
  project::IgnoreUses uses_;
  project::Found found_;  // when there is a baseline
  bool fails_ = false, complete_ = true;
};

ExitCode report_audits(std::vector<audit::Audit> audits, const ReportOptions& options, const project::Policy& policy);

}  // namespace mailauth::cli
