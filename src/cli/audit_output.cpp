#include "cli/audit_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/clock.h"
#include "cli/files.h"
#include "cli/reports.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "files/new_file.h"
#include "project/baseline.h"
#include "report/publishing.h"

namespace mailauth::cli {

namespace {

using Suppressed = std::vector<report::Suppressed>;

// The reports of the audits, and what they refer to.
struct Reported {
  std::vector<audit::Audit> audits;
  std::vector<Suppressed> suppressed;                // of each audit
  std::vector<std::vector<report::Change>> changes;  // of each audit; empty: there is no baseline
  std::vector<report::DomainReport> reports;
  std::vector<report::Publishing> publishing;  // of each audit, when there is something to compare with
};

// Where the files that are to be published begin to speak of the domain.
text::Position origin_of(const audit::Audit& audit) {
  if (audit.request.published)
    for (const inputs::Record& record : *audit.request.published)
      if (record.place) return record.place->begin;
  return {};
}

// A baseline that is to be written need not be there yet.
std::optional<project::Baseline> baseline_of(const ReportOptions& options) {
  if (options.baseline.empty()) {
    if (options.update_baseline) throw UsageError("--update-baseline needs --baseline FILE");
    if (options.fail_on_regression) throw UsageError("--fail-on regression needs --baseline FILE");
    return std::nullopt;
  }
  if (options.update_baseline && !std::filesystem::exists(options.baseline)) return project::Baseline();
  return project::parse_baseline(read_file(options.baseline), options.baseline);
}

Reported reported_of(std::vector<audit::Audit> audits, const project::Policy& policy,
                     const std::optional<project::Baseline>& baseline) {
  Reported reported{std::move(audits), {}, {}, {}, {}};
  for (audit::Audit& audit : reported.audits) {
    reported.suppressed.push_back(apply(policy, audit, today()));
    reported.changes.push_back(baseline ? changes(*baseline, audit) : std::vector<report::Change>());
  }
  for (std::size_t i = 0; i < reported.audits.size(); ++i) {
    const audit::Audit& audit = reported.audits[i];
    reported.reports.push_back({.facts = audit.facts,
                                .findings = audit.findings,
                                .verdict = audit.verdict,
                                .cost = audit.evidence.cost,
                                .origin = origin_of(audit),
                                .suppressed = reported.suppressed[i],
                                .changes = reported.changes[i],
                                .repairs_untried = audit.repairs_untried});
  }
  return reported;
}

void compare(Reported& reported, const std::vector<audit::Audit>& before) {
  for (std::size_t i = 0; i < before.size(); ++i) {
    const audit::Audit& audit = before[i];
    reported.publishing.push_back(
        report::publishing({audit.facts, audit.findings, audit.verdict, audit.evidence.cost}, reported.reports[i]));
  }
  for (std::size_t i = 0; i < before.size(); ++i) reported.reports[i].publishing = &reported.publishing[i];
}

bool counts(const rules::Finding& finding, const ReportOptions& options) {
  const bool severe = options.fail_on_regression || finding.severity >= options.fail_on;
  return severe && finding.certainty != rules::Certainty::indeterminate;
}

// Of what is as it was in the baseline, nothing fails.
bool fails(const report::DomainReport& report, const ReportOptions& options) {
  for (std::size_t i = 0; i < report.findings.size(); ++i)
    if (counts(report.findings[i], options) &&
        (report.changes.empty() || report.changes[i] != report::Change::unchanged))
      return true;
  return false;
}

ExitCode exit_code_of(const std::vector<report::DomainReport>& reports, const ReportOptions& options) {
  const auto failed = [&](const report::DomainReport& report) { return fails(report, options); };
  if (!options.update_baseline && std::ranges::any_of(reports, failed)) return ExitCode::findings;
  const bool passes = options.allow_unknown || std::ranges::all_of(reports, report::is_complete);
  return passes ? ExitCode::clean : ExitCode::unanswered;
}

std::size_t count_gone(const project::Baseline& before, const project::Baseline& after) {
  const auto is_gone = [&](const auto& entry) { return !after.contains(entry.first); };
  return static_cast<std::size_t>(std::ranges::count_if(before, is_gone));
}

void keep(const project::Baseline& before, const std::vector<audit::Audit>& audits, const ReportOptions& options) {
  const project::Baseline after = updated(before, audits, today());
  const std::size_t gone = count_gone(before, after);
  if (options.update_baseline)
    files::write_file(options.baseline, to_json(after));
  else if (gone > 0)
    print_error(fmt::format("{} of the findings in {} {} gone: --update-baseline takes {} out", gone, options.baseline,
                            gone == 1 ? "is" : "are", gone == 1 ? "it" : "them"));
}

}  // namespace

ExitCode report_audits(std::vector<audit::Audit> audits, const ReportOptions& options, const project::Policy& policy,
                       const std::vector<audit::Audit>& before) {
  const auto baseline = baseline_of(options);
  Reported reported = reported_of(std::move(audits), policy, baseline);
  compare(reported, before);
  print_reports(reported.reports, options);
  for (const std::string& note : notes(policy, reported.audits, reported.suppressed, today())) print_error(note);
  if (baseline) keep(*baseline, reported.audits, options);
  return exit_code_of(reported.reports, options);
}

}  // namespace mailauth::cli
