// One record judged as text: `mailauth lint --record`.

#include <fmt/format.h>

#include "report/escape.h"
#include "report/json_text.h"
#include "report/text/finding.h"

namespace mailauth::report {

std::string to_text(const RecordReport& record, const TextStyle& style) {
  const Pen pen(style);
  const Symbol symbol = record.verdict == "valid"     ? Symbol::good
                        : record.verdict == "warning" ? Symbol::warning
                                                      : Symbol::bad;
  return without_workflow_commands(
      fmt::format("\n{}  {} {}\n\n", findings_text(record.findings, pen) + untried_text(record.repairs_untried, pen),
                  pen.symbol(symbol), record.verdict));
}

std::string to_json_line(const RecordReport& record) {
  JsonWriter out;
  out.object([&] {
    out.json("id", record.id.empty() ? "null" : record.id).text("kind", record.kind).text("verdict", record.verdict);
    out.objects("findings", record.findings, put_finding);
    put_repairs_untried(out, record.repairs_untried);
  });
  return finish(out);
}

}  // namespace mailauth::report
