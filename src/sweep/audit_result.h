#pragma once

#include <string>

#include "audit/audit.h"
#include "results/result.h"

namespace mailauth::sweep {

// What a sweep keeps of an audit. `time` is when it was finished.
results::Result result_of(const audit::Audit& audit, std::string time);

}  // namespace mailauth::sweep
