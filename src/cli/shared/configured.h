#pragma once
// What mailauth.toml and the environment say, put in where the command line says nothing.

#include <string>
#include <vector>

#include "cli/shared/declare.h"
#include "project/config.h"

namespace mailauth::cli {

// --config and --no-config.
void add_config(Command& command, project::Choice& choice);

// Throws UsageError and project::Error.
project::Config read_config(const project::Choice& choice);

// Settings that a command goes by: it takes them, and the command line says nothing else.
using Counting = std::vector<const project::Setting*>;

// For a command that was parsed. Throws UsageError with the place of a value that its option does not take.
Counting configure(Command& command, const project::Config& config);

// What decides in mailauth.toml whether a job passes, in one line for whoever reads its log: "mailauth.toml decides:
// fail-on = warning, 2 [[ignore]]". Empty when nothing does, or this is no pipeline ($CI).
std::string decided_in_ci(const Command& command, const project::Config& config, const Counting& counting);

}  // namespace mailauth::cli
