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

// Where the files that are to be published begin to speak of the domain.
text::Position origin_of(const audit::Audit& audit) {
  if (audit.message) return {audit.message->message().file, audit.message->message().first_line, 1};
  if (audit.request.published)
    for (const auto& record : *audit.request.published)
      if (record->place) return record->place->begin;
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

std::size_t count_gone(const project::Baseline& before, const project::Baseline& after) {
  std::size_t gone = 0;
  for (const auto& [domain, findings] : before) {
    const auto left = after.find(domain);
    for (const auto& [fingerprint, known] : findings)
      if (left == after.end() || !left->second.contains(fingerprint)) ++gone;
  }
  return gone;
}

}  // namespace

AuditOutput::AuditOutput(const ReportOptions& options, const project::Policy& policy)
    : options_(options), policy_(policy), baseline_(baseline_of(options)), reports_(options) {}

void AuditOutput::add(audit::Audit& audit, const audit::Audit* before) {
  const std::vector<report::Suppressed> suppressed = apply(policy_, audit, today());
  const auto changes = baseline_ ? project::changes(*baseline_, audit) : std::vector<report::Change>();
  report::DomainReport report{.facts = audit.facts,
                              .findings = audit.findings,
                              .verdict = audit.verdict,
                              .cost = audit.evidence.cost,
                              .origin = origin_of(audit),
                              .suppressed = suppressed,
                              .changes = changes,
                              .repairs_untried = audit.repairs_untried,
                              .message = audit.message ? &*audit.message : nullptr};
  std::optional<report::Publishing> publishing;
  if (before != nullptr)
    publishing = report::publishing({before->facts, before->findings, before->verdict, before->evidence.cost}, report);
  if (publishing) report.publishing = &*publishing;
  reports_.add(report);
  note_uses(policy_, audit, suppressed, uses_);
  if (baseline_) note_found(*baseline_, audit, today(), found_);
  fails_ = fails_ || fails(report, options_);
  complete_ = complete_ && report::is_complete(report);
}

ExitCode AuditOutput::end(const inputs::Tally* files) {
  reports_.end(files);
  for (const std::string& note : notes(policy_, uses_, today())) print_error(note);
  if (baseline_) keep_baseline();
  if (fails_ && !options_.update_baseline) return ExitCode::findings;
  if (files != nullptr && files->not_read > 0) return ExitCode::unanswered;
  const bool all_known = complete_ && (files == nullptr || files->not_known == 0);
  return all_known || options_.allow_unknown ? ExitCode::clean : ExitCode::unanswered;
}

void AuditOutput::keep_baseline() {
  const project::Baseline after = updated(*baseline_, std::move(found_));
  const std::size_t gone = count_gone(*baseline_, after);
  if (options_.update_baseline)
    files::write_file(options_.baseline, to_json(after));
  else if (gone > 0)
    print_error(fmt::format("{} of the findings in {} {} gone: --update-baseline takes {} out", gone, options_.baseline,
                            gone == 1 ? "is" : "are", gone == 1 ? "it" : "them"));
}

ExitCode report_audits(std::vector<audit::Audit> audits, const ReportOptions& options, const project::Policy& policy) {
  AuditOutput output(options, policy);
  for (audit::Audit& audit : audits) output.add(audit);
  return output.end();
}

}  // namespace mailauth::cli
