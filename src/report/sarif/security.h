#pragma once
// How grave what somebody can do is, for code scanning: 0.1 to 10.0 in the sense of CVSS.

#include <optional>

#include "rules/rule.h"

namespace mailauth::report {

std::optional<double> security_severity(rules::Security security);

}  // namespace mailauth::report
