#pragma once
// What mailauth.toml and the environment say, put in where the command line says nothing.

#include "cli/shared/declare.h"
#include "project/config.h"

namespace mailauth::cli {

// --config and --no-config.
void add_config(Command& command, project::Choice& choice);

// Throws UsageError and project::Error.
project::Config read_config(const project::Choice& choice);

// For a command that was parsed. Throws UsageError with the place of a value that its option does not take.
void configure(Command& command, const project::Config& config);

}  // namespace mailauth::cli
