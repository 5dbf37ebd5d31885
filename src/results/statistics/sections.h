#pragma once
// Statistics as tables, for the formats that people read.

#include <optional>
#include <string>
#include <vector>

#include "results/statistics.h"

namespace mailauth::results {

struct Row {
  std::string name;  // as it came: escape it
  std::size_t domains = 0;
  std::string note;
  std::optional<rules::Severity> severity;  // of rules
};

struct Section {
  std::string id, title;
  std::vector<Row> rows;
};

std::vector<Section> sections(const Statistics& statistics);  // without the empty ones
// What has to be said beside the tables, one sentence each.
std::vector<std::string> remarks(const Statistics& statistics);

}  // namespace mailauth::results
