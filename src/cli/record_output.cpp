#include "cli/record_output.h"

#include "cli/terminal.h"
#include "report/publication.h"

namespace mailauth::cli {

void print_records(const std::vector<repair::RecordSet>& sets, const RecordOutput& output) {
  switch (output.format) {
    case RecordFormat::text: print(report::publication_text(sets, text_style(output.terminal))); break;
    case RecordFormat::zone: print(report::publication_zone(sets)); break;
    case RecordFormat::route53: print(report::publication_route53(sets)); break;
    case RecordFormat::terraform: print(report::publication_terraform(sets)); break;
  }
}

}  // namespace mailauth::cli
