#include "cli/audit_output.h"

#include <algorithm>

#include "cli/report_formats.h"
#include "cli/terminal.h"
#include "mailauth/report/publishing.h"

namespace mailauth::cli {

namespace {

using Suppressed = std::vector<report::Suppressed>;

// The reports of the audits, and what they refer to.
struct Reported {
  std::vector<audit::Audit> audits;
  std::vector<Suppressed> suppressed;  // of each audit
  std::vector<report::DomainReport> reports;
  std::vector<report::Publishing> publishing;  // of each audit, when there is something to compare with
};

// Where in a file somebody asked for the domain, or where the files that are to be published begin to speak of it.
text::Position origin_of(const audit::Audit& audit, const Origins& origins) {
  if (const auto origin = origins.find(audit.request.domain); origin != origins.end()) return origin->second;
  if (audit.request.published)
    for (const inputs::Record& record : *audit.request.published)
      if (record.place) return record.place->begin;
  return {};
}

Reported with_policy(std::vector<audit::Audit> audits, const Policy& policy, const Origins& origins) {
  Reported reported{std::move(audits), {}, {}};
  for (audit::Audit& audit : reported.audits) reported.suppressed.push_back(apply(policy, audit, today()));
  for (std::size_t i = 0; i < reported.audits.size(); ++i) {
    const audit::Audit& audit = reported.audits[i];
    reported.reports.push_back({.facts = audit.facts,
                                .findings = audit.findings,
                                .verdict = audit.verdict,
                                .cost = audit.evidence.cost,
                                .origin = origin_of(audit, origins),
                                .suppressed = reported.suppressed[i]});
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

bool counts(const rules::Finding& finding, rules::Severity fail_on) {
  return finding.severity >= fail_on && finding.certainty != rules::Certainty::indeterminate;
}

ExitCode exit_code_of(const std::vector<report::DomainReport>& reports, rules::Severity fail_on) {
  const bool found = std::ranges::any_of(reports, [&](const report::DomainReport& report) {
    return std::ranges::any_of(report.findings,
                               [&](const rules::Finding& finding) { return counts(finding, fail_on); });
  });
  if (found) return ExitCode::findings;
  return std::ranges::all_of(reports, report::is_complete) ? ExitCode::clean : ExitCode::unanswered;
}

}  // namespace

ExitCode report_audits(std::vector<audit::Audit> audits, const OutputOptions& options, const Origins& origins,
                       const std::vector<audit::Audit>& before) {
  Reported reported = with_policy(std::move(audits), options.policy, origins);
  compare(reported, before);
  print_reports(reported.reports, options);
  for (const std::string& note : notes(options.policy, reported.audits, reported.suppressed, today()))
    print_error(note);
  return exit_code_of(reported.reports, options.fail_on);
}

}  // namespace mailauth::cli
