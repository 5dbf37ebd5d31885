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
void print_records(const std::vector<repair::RecordSet>& sets, const RecordOutput& output);

}  // namespace mailauth::cli
