#pragma once

#include <string>

#include "report/pen.h"

namespace mailauth::report {

// The report about a message that a person reads: does it pass DMARC, what did the receiver say, one line a protocol,
// then what was found.
std::string message_text(const DomainReport& report, const Pen& pen);

}  // namespace mailauth::report
