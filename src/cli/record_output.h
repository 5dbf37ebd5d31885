#pragma once
// What fix and setup do with the records to publish.

#include <vector>

#include "cli/options.h"
#include "repair/publication.h"

namespace mailauth::cli {

void print_records(const std::vector<repair::RecordSet>& sets, const RecordOutput& output);

}  // namespace mailauth::cli
