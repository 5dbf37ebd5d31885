#pragma once
// Records to publish, instead of a report: what fix and setup write.

#include <cstdint>
#include <vector>

#include "cli/shared/output_options.h"
#include "repair/publication.h"

namespace mailauth::cli {

enum class RecordFormat : uint8_t { text, zone, route53, terraform };

struct RecordOutput {
  RecordFormat format = RecordFormat::text;
  OutputOptions terminal;  // for text: its colour
};

void add_record_output(Command& command, RecordOutput& output);
void add_record_exit_codes(Command& command);
// Takes out, with a word on stderr, what would replace what the DNS did not tell. Offline nothing is asked, so all
// stays: then each form says so itself. False: something was taken out.
bool keep_what_is_known(std::vector<repair::RecordSet>& sets, bool offline);
void print_records(const std::vector<repair::RecordSet>& sets, const RecordOutput& output);

}  // namespace mailauth::cli
