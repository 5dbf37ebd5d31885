#pragma once
// From evidence to facts. Pure: it asks the evidence, and works with what it gets. Run it again when
// more is known; when nothing is missing any more the facts are complete.

#include "mailauth/dns/evidence.h"
#include "mailauth/facts/facts.h"

namespace mailauth::facts {

Facts collect(const Request& request, dns::Evidence& evidence);

}  // namespace mailauth::facts
