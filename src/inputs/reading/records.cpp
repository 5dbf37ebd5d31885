#include "inputs/reading/records.h"

#include <fmt/format.h>

#include "dns/limits.h"

namespace mailauth::inputs {

void add_record(Record record, Document& document) {
  if (document.records.size() == dns::max_file_records)
    throw Error{{document.path}, fmt::format("this file has more than {} records", dns::max_file_records)};
  document.records.push_back(std::move(record));
}

}  // namespace mailauth::inputs
