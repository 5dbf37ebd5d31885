// to_ndjson(): a line for each domain, and one that counts.

#include "report/formats.h"
#include "report/json_text.h"

namespace mailauth::report {

std::string to_ndjson(const Domains& domains) {
  std::string out;
  std::size_t complete = 0, findings = 0;
  for (const DomainReport& domain : domains) {
    out += to_json_object(domain) + "\n";
    complete += is_complete(domain) ? 1 : 0;
    findings += rules::count_if(domain.findings, [](const rules::Finding&) { return true; });
  }
  JsonWriter summary;
  summary.object([&] {
    summary.text("type", "summary").number("domains", domains.size());
    summary.number("complete", complete).number("findings", findings);
  });
  return out + finish(summary);
}

}  // namespace mailauth::report
