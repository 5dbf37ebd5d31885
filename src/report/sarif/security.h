#pragma once
// Which rules are about security, for code scanning: 0.1 to 10.0 in the sense of CVSS. Others are about mail that gets
// lost.

#include <optional>

#include "rules/rule.h"

namespace mailauth::report {

std::optional<double> security_severity(const rules::Rule& rule);

}  // namespace mailauth::report
