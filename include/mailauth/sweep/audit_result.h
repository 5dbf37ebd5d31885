#pragma once

#include <string>

#include "mailauth/audit/audit.h"
#include "mailauth/sweep/result.h"

namespace mailauth::sweep {

// What a sweep keeps of an audit. `time` is when it was finished.
Result result_of(const audit::Audit& audit, std::string time);

}  // namespace mailauth::sweep
