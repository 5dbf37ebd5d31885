#include "cli/shared/record_output.h"

#include <fmt/format.h>

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

void add_record_exit_codes(Command& command) {
  add_exit_codes(command, {"nothing has to be published", "something has to be published",
                           "nothing is known to be wrong, but the DNS left something open"});
}

bool keep_what_is_known(std::vector<repair::RecordSet>& sets, bool offline) {
  if (offline) return true;
  std::vector<std::string> names;
  for (const repair::RecordSet& set : sets)
    if (!set.is_known) names.push_back(dns::to_string(dns::Question{set.owner, set.type}));
  if (names.empty()) return true;
  std::erase_if(sets, [](const repair::RecordSet& set) { return !set.is_known; });
  print_error(fmt::format("the DNS did not say what is at {}: nothing is printed that would replace it",
                          fmt::join(names, ", ")));
  return false;
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
