#pragma once
// What to do about a finding, as a change of the file in which the record is written.

#include <optional>
#include <string>

#include "report/location.h"

namespace mailauth::report {

struct Replacement {
  Location what;
  std::string with;  // as the format of the file writes it
};

// Nothing when the record was not read from a file, or the format does not say how to write it.
std::optional<Replacement> replacement_of(const rules::Finding& finding, const DomainReport& report);

}  // namespace mailauth::report
