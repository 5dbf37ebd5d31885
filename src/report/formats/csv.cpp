// csv_report(): a row for each finding.

#include <fmt/format.h>

#include <array>
#include <span>

#include "report/escape.h"
#include "report/gaps.h"
#include "report/json_text.h"
#include "report/listed.h"
#include "report/location.h"
#include "report/sentence.h"

namespace mailauth::report {

namespace {

constexpr std::string_view header =
    "domain,severity,certainty,rule,subject,message,advice,record,file,line,column,fingerprint\r\n";

std::string row_of(std::span<const std::string> cells) {
  std::string out;
  for (const std::string& cell : cells) out += (&cell == &cells.front() ? "" : ",") + escape_for_csv(cell);
  return out + "\r\n";
}

// What nobody could judge has no domain and no rule.
std::string row(const inputs::Gap& gap) {
  const Location location = location_of(gap);
  const std::string column = location.column == 0 ? "" : std::to_string(location.column);
  return row_of(std::array<std::string, 12>{"", "", "indeterminate", "", "",
                                            fmt::format("{}: {}", label_of(gap.why), gap.what), "", "", location.file,
                                            location.line == 0 ? "" : std::to_string(location.line), column, ""});
}

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
                               location.line == 0 ? "" : std::to_string(location.line),
                               location.column == 0 ? "" : std::to_string(location.column),
                               listed.fingerprint};
  return row_of(cells);
}

}  // namespace

ReportWriter csv_report(Write write) {
  write(header);
  return {[write](const DomainReport& report) {
            std::string rows;
            for (const Listed& one : listed(report)) rows += row(one);
            write(without_workflow_commands(rows));
          },
          [write](const inputs::Tally* files) {
            std::string rows;
            if (files != nullptr)
              for (const inputs::Gap& gap : files->gaps) rows += row(gap);
            write(without_workflow_commands(rows));
          }};
}

}  // namespace mailauth::report
