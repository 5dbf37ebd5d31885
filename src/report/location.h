#pragma once
// Where a finding is shown: in the file of its record, else where somebody asked for the domain. Formats that annotate
// files show nothing without a place. A plan is made anew each time and stands in no repository: there the address of
// the resource is the place.

#include <optional>
#include <string>

#include "inputs/document.h"
#include "report/report.h"

namespace mailauth::report {

struct Location {
  std::string file;     // as GitHub and GitLab compare it: relative to the repository and without "./"; or an address
  uint32_t line = 1;    // 0: `file` is an address
  uint32_t column = 0;  // in bytes, from 1; 0: not known
  uint32_t end_line = 1;
  uint32_t end_column = 0;  // the first one that does not belong to it; 0: not known
  std::string within;       // "aws_route53_record.spf"; may be empty

  // Where a format wants a line.
  uint32_t first_line() const { return line == 0 ? 1 : line; }
  uint32_t last_line() const { return end_line == 0 ? 1 : end_line; }
};

// The place of the first mark; of its record; of what asked for the domain. Never nothing.
Location location_of(const rules::Finding& finding, const DomainReport& report);
Location location_of(const inputs::Gap& gap);
std::string to_string(const Location& location);  // "example.com.zone:7"; without a line the file
// The place of a part of a record that was read from a file.
std::optional<Location> location_in_file(const text::Source& record, text::Span span);

}  // namespace mailauth::report
