#pragma once
// One message from evidence to findings.

#include "audit/audit.h"
#include "facts/message.h"

namespace mailauth::audit {

// From what is known; what is still missing counts as not asked.
Audit audit_message(facts::MessageFacts message, dns::Evidence evidence);

}  // namespace mailauth::audit
