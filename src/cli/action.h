#pragma once
// What a command is made of. It stands in a file of its own, commands/<command>.cpp: a struct with its options,
// declare(), which says them and their words to the command line, and run().

#include <functional>
#include <memory>

#include "cli/exit_code.h"
#include "cli/shared/declare.h"
#include "project/config.h"

namespace mailauth::cli {

// What a command may know beside its own options.
struct Context {
  project::Config config;  // empty for a command without --config
  Command& program;        // the whole command line
};

// A command that is declared, and can be carried out once the command line is read.
struct Action {
  std::function<ExitCode(const Context& context)> run;
  const project::Choice* config = nullptr;  // null: mailauth.toml is nothing to it
};

// The parser fills in the options and `run` reads them, so both hold them. Options with a member `config` are those of
// a command that reads mailauth.toml.
template <class Options, class Run>
Action action_of(Command& command, void (*declare)(Command&, Options&), const Run& run) {
  const auto options = std::make_shared<Options>();
  declare(command, *options);
  Action action{[options, run](const Context& context) { return run(*options, context); }};
  if constexpr (requires { options->config; }) action.config = &options->config;
  return action;
}

template <class Options>
Action action(Command& command, void (*declare)(Command&, Options&),
              ExitCode (*run)(const Options&, const Context& context)) {
  return action_of(command, declare, run);
}

// Of a command that knows its own options only.
template <class Options>
Action action(Command& command, void (*declare)(Command&, Options&), ExitCode (*run)(const Options&)) {
  return action_of(command, declare, [run](const Options& options, const Context&) { return run(options); });
}

}  // namespace mailauth::cli
