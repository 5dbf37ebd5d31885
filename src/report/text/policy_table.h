#pragma once
// What receivers of each generation apply to mail that fails DMARC.

#include <string>

#include "report/pen.h"

namespace mailauth::report {

// Empty when no DMARC record is in force anywhere. One line when both generations agree.
std::string policy_table(const facts::Discovery& discovery, const Pen& pen);

}  // namespace mailauth::report
