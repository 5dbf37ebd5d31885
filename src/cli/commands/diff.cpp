// `mailauth diff OLD NEW`

#include "results/diff.h"

#include <fmt/format.h>

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
  std::optional<double> max_gone;  // percent
};

constexpr double usual_max_gone = 5;  // percent

void declare(Command& command, DiffOptions& diff) {
  add_argument(command, "OLD", diff.before, "result lines of a sweep", Need::required);
  add_argument(command, "NEW", diff.after, "those of a later one", Need::required);
  add_format(command, diff.output, Formats::text_json_markdown);
  add_colour(command, diff.output);
  add_word(command, {"--fail-on", "WHAT", "regression: exit with 1 for worse or many gone"}, diff.fail_on_regression,
           {{"regression", true}});
  add_percent(command, "--max-gone", diff.max_gone,
              fmt::format("so many of OLD may be gone, for --fail-on ({})", usual_max_gone));
  add_text(command, {"--output", "FILE", "write to this file"}, diff.file);
  add_exit_codes(command, {"compared", "with --fail-on regression: a domain is worse, or too many are gone", ""});
}

results::DiffWriter writer(const OutputOptions& output, results::Write write) {
  switch (output.format) {
    case Format::text: return results::diff_to_text(std::move(write), list_style(output));
    case Format::json: return results::diff_to_json(std::move(write));
    case Format::markdown: return results::diff_to_markdown(std::move(write));
  }
  return {};
}

std::optional<double> max_gone(const DiffOptions& options) {
  if (options.fail_on_regression) return options.max_gone.value_or(usual_max_gone);
  if (options.max_gone) throw UsageError("--max-gone goes with --fail-on regression");
  return std::nullopt;
}

results::DiffCounts run_diff(const DiffOptions& options) {
  const std::optional<double> gone = max_gone(options);
  const auto diff = [&](const OutputOptions& output, results::Write write) {
    return results::diff(options.before, options.after, writer(output, std::move(write)), results::diff_buckets, gone);
  };
  if (options.file.empty()) return diff(options.output, print);
  files::NewFile file(options.file);
  const auto write = [&file](std::string_view text) { file.write(text); };
  OutputOptions output = options.output;
  if (output.colour == Colour::automatic) output.colour = Colour::never;
  auto counts = diff(output, write);
  file.publish();
  return counts;
}

ExitCode run(const DiffOptions& options) {
  if (options.before == "-" && options.after == "-") throw UsageError("only one of OLD and NEW can be '-'");
  const results::DiffCounts counts = run_diff(options);
  const bool regressed = counts.count(results::Movement::worse) > 0 || counts.too_many_gone();
  return options.fail_on_regression && regressed ? ExitCode::findings : ExitCode::clean;
}

}  // namespace

Action diff(Command& command) { return action<DiffOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
