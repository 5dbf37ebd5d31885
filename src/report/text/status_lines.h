#pragma once
// One line for each of SPF, DKIM, DMARC and MX, also when all is well; and one for an address that was given.

#include <string>
#include <vector>

#include "report/pen.h"

namespace mailauth::report {

struct StatusLine {
  std::string protocol;  // "SPF"
  Symbol symbol = Symbol::unknown;
  std::vector<std::string> facts;  // printed with dots between them
};

std::vector<StatusLine> status_lines(const DomainReport& report);

}  // namespace mailauth::report
