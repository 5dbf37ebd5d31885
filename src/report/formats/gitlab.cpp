// gitlab_report(): https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format

#include <fmt/format.h>

#include <memory>

#include "report/fingerprint.h"
#include "report/gaps.h"
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

void put_issue(JsonWriter& out, const Listed& listed) {
  const rules::Finding& finding = *listed.finding;
  const Location location = location_of(finding, *listed.report);
  out.text("description", fmt::format("{}: {}", subject_of(finding), statement_of(finding)));
  out.text("check_name", finding.rule->id).text("fingerprint", listed.fingerprint);
  out.text("severity", severity_of(finding)).object("location", [&] {
    out.text("path", location.file);
    out.object("lines", [&] { out.number("begin", location.first_line()).number("end", location.last_line()); });
  });
}

void put_gap(JsonWriter& out, const inputs::Gap& gap) {
  const Location location = location_of(gap);
  out.text("description", fmt::format("{}: {}", label_of(gap.why), gap.what)).text("check_name", to_string(gap.why));
  out.text("fingerprint", fingerprint(gap));
  out.text("severity", gap.why == inputs::Gap::Why::not_read ? "major" : "minor").object("location", [&] {
    out.text("path", location.file);
    out.object("lines", [&] { out.number("begin", location.line).number("end", location.line); });
  });
}

}  // namespace

ReportWriter gitlab_report(Write write) {
  const auto out = std::make_shared<JsonWriter>(indented);
  out->open('[');
  return {[write, out](const DomainReport& report) {
            for (const Listed& one : listed(report)) out->object(put_issue, one);
            write(safe_in_logs(out->take()));
          },
          [write, out](const inputs::Tally* files) {
            if (files != nullptr)
              for (const inputs::Gap& gap : files->gaps) out->object(put_gap, gap);
            out->close(']');
            write(finish(*out));
          }};
}

}  // namespace mailauth::report
