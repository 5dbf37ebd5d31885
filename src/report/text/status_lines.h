#pragma once
// One line for each of SPF, DKIM, DMARC and MX, also when all is well; one for TLS-RPT where there is a record; and one
// for an address that was given.

#include <string>
#include <string_view>
#include <vector>

#include "report/pen.h"

namespace mailauth::report {

struct StatusLine {
  std::string protocol;  // "SPF"
  Symbol symbol = Symbol::unknown;
  std::vector<std::string> facts;  // printed with dots between them
};

// The worst that was found in an area decides about its symbol.
Symbol symbol_of(const DomainReport& report, std::string_view area);
std::string some_of(const std::vector<std::string_view>& addresses);  // "a@example.com, b@example.com and 12 more"
std::string not_known(const dns::Answer& answer);                     // "not known: no answer in time"

std::vector<StatusLine> status_lines(const DomainReport& report);

}  // namespace mailauth::report
