#pragma once

#include <string>

#include "results/descriptor.h"

namespace mailauth::sweep {

// Opens the output of a sweep for this process alone. `flags` as of open(2). Throws std::runtime_error.
results::Descriptor open_output(const std::string& path, int flags);

}  // namespace mailauth::sweep
