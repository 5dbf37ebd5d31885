// `mailauth diff OLD NEW`

#include "results/diff.h"

#include <optional>

#include "cli/commands.h"
#include "cli/shared/output_options.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "files/new_file.h"

namespace mailauth::cli::commands {

namespace {

// Two files of result lines.
struct DiffOptions {
  std::string before, after;
  std::string file;  // empty: stdout
  OutputOptions output;
  bool fail_on_regression = false;
};

void declare(Command& command, DiffOptions& diff) {
  add_argument(command, "OLD", diff.before, "result lines of a sweep", Need::required);
  add_argument(command, "NEW", diff.after, "those of a later one", Need::required);
  add_format(command, diff.output, Formats::text_json_markdown);
  add_colour(command, diff.output);
  add_word(command, {"--fail-on", "WHAT", "regression: exit with 1 when a domain is worse"}, diff.fail_on_regression,
           {{"regression", true}});
  add_text(command, {"--output", "FILE", "write to this file"}, diff.file);
  add_exit_codes(command, {"compared", "with --fail-on regression: a domain is worse", ""});
}

results::DiffWriter writer(const OutputOptions& output, results::Write write) {
  switch (output.format) {
    case Format::text: return results::diff_to_text(std::move(write), text_style(output));
    case Format::json: return results::diff_to_json(std::move(write));
    case Format::markdown: return results::diff_to_markdown(std::move(write));
  }
  return {};
}

results::DiffCounts run_diff(const DiffOptions& options) {
  if (options.file.empty()) return results::diff(options.before, options.after, writer(options.output, print));
  files::NewFile file(options.file);
  const auto write = [&file](std::string_view text) { file.write(text); };
  OutputOptions output = options.output;
  if (output.colour == Colour::automatic) output.colour = Colour::never;
  auto counts = results::diff(options.before, options.after, writer(output, write));
  file.publish();
  return counts;
}

ExitCode run(const DiffOptions& options) {
  if (options.before == "-" && options.after == "-") throw UsageError("only one of OLD and NEW can be '-'");
  const results::DiffCounts counts = run_diff(options);
  const bool regressed = counts.count(results::Movement::worse) > 0;
  return options.fail_on_regression && regressed ? ExitCode::findings : ExitCode::clean;
}

}  // namespace

Action diff(Command& command) { return action<DiffOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
