#pragma once
// Where a finding is shown: in the file of its record, else where somebody asked for the domain. Formats that annotate
// files show nothing without a place.

#include <optional>
#include <string>

#include "inputs/document.h"
#include "report/report.h"

namespace mailauth::report {

struct Location {
  std::string file;  // as GitHub and GitLab compare it: relative to the repository and without "./"
  uint32_t line = 1;
  uint32_t column = 0;  // in bytes, from 1; 0: not known
  uint32_t end_line = 1;
  uint32_t end_column = 0;  // the first one that does not belong to it; 0: not known
  std::string within;       // "aws_route53_record.spf"; may be empty
};

// The place of the first mark; of its record; of what asked for the domain. Never nothing.
Location location_of(const rules::Finding& finding, const DomainReport& report);
Location location_of(const inputs::Gap& gap);
// The place of a part of a record that was read from a file.
std::optional<Location> location_in_file(const text::Source& record, text::Span span);

}  // namespace mailauth::report
