#include "cli/audit_output.h"

#include <algorithm>

#include "cli/terminal.h"

namespace mailauth::cli {

namespace {

report::DomainReport report_of(const audit::Audit& audit) {
  return {audit.facts, audit.findings, audit.verdict, audit.evidence.cost};
}

bool counts(const rules::Finding& finding, rules::Severity fail_on) {
  return finding.severity >= fail_on && finding.certainty != rules::Certainty::indeterminate;
}

}  // namespace

void print_report(const std::vector<audit::Audit>& audits, const OutputOptions& options) {
  std::vector<report::DomainReport> reports;
  reports.reserve(audits.size());
  for (const audit::Audit& audit : audits) reports.push_back(report_of(audit));
  print(options.format == Format::json ? report::to_json(reports) : report::to_text(reports, text_style(options)));
}

ExitCode exit_code_of(const std::vector<audit::Audit>& audits, rules::Severity fail_on) {
  const bool found = std::any_of(audits.begin(), audits.end(), [&](const audit::Audit& audit) {
    return std::any_of(audit.findings.begin(), audit.findings.end(),
                       [&](const rules::Finding& finding) { return counts(finding, fail_on); });
  });
  if (found) return ExitCode::findings;
  const bool complete = std::all_of(audits.begin(), audits.end(),
                                    [](const audit::Audit& audit) { return report::is_complete(report_of(audit)); });
  return complete ? ExitCode::clean : ExitCode::unanswered;
}

}  // namespace mailauth::cli
