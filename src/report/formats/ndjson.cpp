// ndjson_report(): a line for each domain, and one that counts.

#include <memory>

#include "report/formats.h"
#include "report/json_text.h"

namespace mailauth::report {

namespace {

struct DomainCounts {
  std::size_t domains = 0, complete = 0, findings = 0;
};

std::string summary(const DomainCounts& counts, const inputs::Tally* files) {
  JsonWriter out;
  out.object([&] {
    out.text("type", "summary").number("domains", counts.domains);
    out.number("complete", counts.complete).number("findings", counts.findings);
    if (files != nullptr) out.object("files", put_files, *files);
  });
  return finish(out);
}

}  // namespace

ReportWriter ndjson_report(Write write) {
  const auto counts = std::make_shared<DomainCounts>();
  return {[write, counts](const DomainReport& domain) {
            write(to_json_object(domain) + "\n");
            ++counts->domains;
            counts->complete += is_complete(domain) ? 1 : 0;
            counts->findings += rules::count_if(domain.findings, [](const rules::Finding&) { return true; });
          },
          [write, counts](const inputs::Tally* files) { write(summary(*counts, files)); }};
}

}  // namespace mailauth::report
