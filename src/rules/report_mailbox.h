#pragma once
// Where a domain would receive its DMARC reports.

#include <string>

#include "facts/facts.h"

namespace mailauth::rules {

// Could mail to this domain arrive? Only what the DNS said counts against it.
bool can_receive_reports(const facts::Facts& facts, const dns::Name& domain);
// "dmarc@example.com" as the usual address for reports about a domain.
std::string report_address(const dns::Name& domain);

}  // namespace mailauth::rules
