// csv_report(): a row for each finding.

#include <fmt/format.h>

#include "report/escape.h"
#include "report/json_text.h"
#include "report/listed.h"
#include "report/location.h"
#include "report/sentence.h"

namespace mailauth::report {

namespace {

constexpr std::string_view header =
    "domain,severity,certainty,rule,subject,message,advice,record,file,line,column,fingerprint\r\n";

std::string row(const Listed& listed) {
  const rules::Finding& finding = *listed.finding;
  const Location location = location_of(finding, *listed.report);
  const std::string cells[] = {listed.report->facts.domain().text(),
                               std::string(to_string(finding.severity)),
                               std::string(to_string(finding.certainty)),
                               std::string(finding.rule->id),
                               subject_of(finding),
                               statement_of(finding),
                               advice_of(finding),
                               std::string(finding.record ? shown_of(*finding.record) : ""),
                               location.file,
                               std::to_string(location.line),
                               location.column == 0 ? "" : std::to_string(location.column),
                               listed.fingerprint};
  std::string out;
  for (const std::string& cell : cells) out += (out.empty() ? "" : ",") + escape_for_csv(cell);
  return out + "\r\n";
}

}  // namespace

ReportWriter csv_report(Write write) {
  write(header);
  return {[write](const DomainReport& report) {
            std::string rows;
            for (const Listed& one : listed(report)) rows += row(one);
            write(without_workflow_commands(rows));
          },
          [] {}};
}

}  // namespace mailauth::report
