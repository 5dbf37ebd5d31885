#pragma once
// The command line, once it is built, as data.

#include "cli/arguments/command.h"
#include "cli/generate/model.h"

namespace mailauth::cli::arguments {

generate::CommandModel describe(Command& command);

}  // namespace mailauth::cli::arguments
