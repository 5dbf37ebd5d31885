// `mailauth diff OLD NEW`

#include "results/diff.h"

#include <optional>

#include "cli/files.h"
#include "cli/terminal.h"

namespace mailauth::cli {

namespace {

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
  NewFile file(options.file);
  const auto write = [&file](std::string_view text) { file.write(text); };
  OutputOptions output = options.output;
  if (output.colour == Colour::automatic) output.colour = Colour::never;
  auto counts = results::diff(options.before, options.after, writer(output, write));
  file.publish();
  return counts;
}

}  // namespace

ExitCode run(const DiffOptions& options) {
  if (options.before == "-" && options.after == "-") throw UsageError("only one of OLD and NEW can be '-'");
  const results::DiffCounts counts = run_diff(options);
  const bool regressed = counts.count(results::Movement::worse) > 0;
  return options.fail_on_regression && regressed ? ExitCode::findings : ExitCode::clean;
}

}  // namespace mailauth::cli
