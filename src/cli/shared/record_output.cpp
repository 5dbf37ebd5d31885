#include "cli/shared/record_output.h"

#include "cli/terminal.h"
#include "report/publication.h"

namespace mailauth::cli {

void add_record_output(Command& command, RecordOutput& output) {
  add_word(command, {"--format", "FORMAT", "text, zone, route53 or terraform"}, output.format,
           {{"text", RecordFormat::text},
            {"zone", RecordFormat::zone},
            {"route53", RecordFormat::route53},
            {"terraform", RecordFormat::terraform}});
  add_colour(command, output.terminal);
}

void print_records(const std::vector<repair::RecordSet>& sets, const RecordOutput& output) {
  switch (output.format) {
    case RecordFormat::text: print(report::publication_text(sets, text_style(output.terminal))); break;
    case RecordFormat::zone: print(report::publication_zone(sets)); break;
    case RecordFormat::route53: print(report::publication_route53(sets)); break;
    case RecordFormat::terraform: print(report::publication_terraform(sets)); break;
  }
}

}  // namespace mailauth::cli
