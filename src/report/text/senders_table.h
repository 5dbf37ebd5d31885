#pragma once
// Who sends as the domain, a row each: what SPF, DKIM and DMARC say of its mail.

#include <string>
#include <vector>

#include "report/pen.h"
#include "rules/senders.h"

namespace mailauth::report {

// Empty where there is none.
std::string senders_table(const std::vector<rules::Sender>& senders, const Pen& pen);

}  // namespace mailauth::report
