// One record judged as text: `mailauth lint --record`.

#include <fmt/format.h>

#include "report/escape.h"
#include "report/finding_text.h"
#include "report/json_text.h"

namespace mailauth::report {

std::string to_text(const RecordReport& record, const TextStyle& style) {
  const Pen pen(style);
  const Symbol symbol = record.verdict == "valid"     ? Symbol::good
                        : record.verdict == "warning" ? Symbol::warning
                                                      : Symbol::bad;
  return without_workflow_commands(
      fmt::format("\n{}  {} {}\n\n", findings_text(record.findings, pen), pen.symbol(symbol), record.verdict));
}

std::string to_json_line(const RecordReport& record) {
  Json json = Json::object();
  json["id"] = record.id.empty() ? Json(nullptr) : Json::parse(record.id);
  json["kind"] = record.kind;
  json["verdict"] = record.verdict;
  json["findings"] = Json::array();
  for (const rules::Finding& finding : record.findings) json["findings"].push_back(finding_json(finding));
  return dump_line(json);
}

}  // namespace mailauth::report
