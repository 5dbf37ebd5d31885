#pragma once

#include <optional>

#include "report/text/status_lines.h"

namespace mailauth::report {

// Nothing where there is no record: that is a finding of one line.
std::optional<StatusLine> mta_sts_line(const DomainReport& report);

}  // namespace mailauth::report
