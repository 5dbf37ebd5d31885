// `mailauth sweep merge DIR`

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "sweep/shards.h"

namespace mailauth::cli::commands {

namespace {

struct SweepMergeOptions {
  std::string folder;
  std::string out;                 // a file
  std::vector<std::string> lists;  // that every domain must be in; empty: not compared
};

void declare(Command& command, SweepMergeOptions& merge) {
  add_argument(command, "DIR", merge.folder, "where the parts are", Need::required);
  add_arguments(command, "LIST", merge.lists, "lists to compare with");
  add_text(command, {"--out", "FILE", "the file to write"}, merge.out, Need::required);
}

ExitCode run(const SweepMergeOptions& options) {
  const results::Summary summary = sweep::merge_parts(options.folder, options.out, options.lists);
  print(fmt::format("{} domains in {}\n", summary.domains, options.out));
  return ExitCode::clean;
}

}  // namespace

Action sweep_merge(Command& command) { return action<SweepMergeOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
