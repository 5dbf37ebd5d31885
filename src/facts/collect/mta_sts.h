#pragma once

#include "facts/collect/parts.h"

namespace mailauth::facts {

// `receives`: hosts take mail for the domain. A sweep asks only then.
MtaStsFacts collect_mta_sts(const Request& request, bool receives, dns::Evidence& evidence);

}  // namespace mailauth::facts
