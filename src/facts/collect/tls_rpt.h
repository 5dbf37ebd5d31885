#pragma once

#include "facts/collect/parts.h"

namespace mailauth::facts {

// `receives`: hosts take mail for the domain. A sweep asks only then.
TlsRptFacts collect_tls_rpt(const Request& request, bool receives, dns::Evidence& evidence);

}  // namespace mailauth::facts
