#pragma once
// Where DMARC reports go, and whether they arrive there.

#include <functional>

#include "rules/rule.h"

namespace mailauth::rules {

// Calls visit for the first destination at each host; rua= and ruf= often name the same one.
void for_each_destination(const Facts& facts,
                          const std::function<void(const Source& record, const facts::ReportDestination&)>& visit);

// The DNS said that the receiver of the reports does not agree to them.
bool is_unauthorised(const facts::ReportDestination& destination);
// The DNS said that the host does not exist, so there is nobody who could agree.
bool is_gone(const facts::ReportDestination& destination);
// The domain of a mailbox provider whose mailboxes are for everybody: it agrees to nobody's reports.
bool is_free_mail(const dns::Name& host);

}  // namespace mailauth::rules
