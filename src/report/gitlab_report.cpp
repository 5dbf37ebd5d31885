// to_gitlab(): https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format

#include <fmt/format.h>

#include "report/json_text.h"
#include "report/listed.h"
#include "report/location.h"
#include "report/sentence.h"

namespace mailauth::report {

namespace {

std::string_view severity_of(const rules::Finding& finding) {
  if (finding.certainty == rules::Certainty::indeterminate) return "info";
  switch (finding.severity) {
    case rules::Severity::error: return "major";
    case rules::Severity::warning: return "minor";
    case rules::Severity::info: return "info";
  }
  return "info";
}

Json issue(const Listed& listed) {
  const rules::Finding& finding = *listed.finding;
  const Location location = location_of(finding, *listed.report);
  return {{"description", fmt::format("{}: {}", subject_of(finding), statement_of(finding))},
          {"check_name", finding.rule->id},
          {"fingerprint", listed.fingerprint},
          {"severity", severity_of(finding)},
          {"location", {{"path", location.file}, {"lines", {{"begin", location.line}, {"end", location.end_line}}}}}};
}

}  // namespace

std::string to_gitlab(const Domains& domains) {
  Json issues = Json::array();
  for (const Listed& one : listed(domains)) issues.push_back(issue(one));
  return dump(issues);
}

}  // namespace mailauth::report
