// What is done with the results of sweeps: diff, summary, history

#include "cli/arguments/parsed.h"
#include "cli/arguments/shared.h"

namespace mailauth::cli::arguments {

namespace {

void add_diff(Command& app, Model& model) {
  Command& command = add_command(app, "diff", "what changed between two sweeps");
  DiffOptions& diff = model.parsed.diff;
  add_argument(command, "OLD", diff.before, "result lines of a sweep", Need::required);
  add_argument(command, "NEW", diff.after, "those of a later one", Need::required);
  add_format(command, diff.output, Formats::text_json_markdown);
  add_colour(command, diff.output);
  add_word(command, {"--fail-on", "WHAT", "regression: exit with 1 when a domain is worse"}, diff.fail_on_regression,
           {{"regression", true}});
  add_text(command, {"--output", "FILE", "write to this file"}, diff.file);
  add_exit_codes(command, {"compared", "with --fail-on regression: a domain is worse", ""});
  model.choose(command, diff);
}

void add_summary(Command& app, Model& model) {
  Command& command = add_command(app, "summary", "what the results of a sweep have in common");
  SummaryOptions& summary = model.parsed.summary;
  add_arguments(command, "FILE", summary.files, "result lines of sweeps", Need::required);
  add_word(command, {"--format", "FORMAT", "text, json, markdown or csv"}, summary.format,
           {{"text", SummaryFormat::text},
            {"json", SummaryFormat::json},
            {"markdown", SummaryFormat::markdown},
            {"csv", SummaryFormat::csv}});
  add_colour(command, summary.terminal);
  add_count(command, "--top", summary.top, 100'000, "of long lists so many lines (10)");
  add_text(command, {"--metrics", "FILE", "write metrics for Prometheus, too"}, summary.metrics);
  model.choose(command, summary);
}

void add_history(Command& app, Model& model) {
  Command& command = add_command(app, "history", "since when a domain is as it is");
  HistoryOptions& history = model.parsed.history;
  add_argument(command, "DOMAIN", history.domain, "the domain", Need::required);
  add_text(command, {"--history", "FILE", "a file that sweeps have added to"}, history.file, Need::required);
  add_format(command, history.output);
  model.choose(command, history);
}

}  // namespace

void add_results(Command& app, Model& model) {
  add_diff(app, model);
  add_summary(app, model);
  add_history(app, model);
}

}  // namespace mailauth::cli::arguments
