#pragma once
// The command line, once it is built, as data.

#include "cli/generate/model.h"
#include "cli/shared/declare.h"

namespace mailauth::cli::generate {

CommandModel describe(Command& command);

}  // namespace mailauth::cli::generate
