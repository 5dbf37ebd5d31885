// `mailauth diff OLD NEW`

#include "mailauth/sweep/diff.h"

#include <optional>

#include "cli/files.h"
#include "cli/terminal.h"

namespace mailauth::cli {

namespace {

sweep::DiffWriter writer(const OutputOptions& output, sweep::Write write) {
  switch (output.format) {
    case Format::text: return sweep::diff_to_text(std::move(write), text_style(output));
    case Format::json: return sweep::diff_to_json(std::move(write));
    case Format::markdown: return sweep::diff_to_markdown(std::move(write));
  }
  return {};
}

sweep::DiffCounts run_diff(const DiffOptions& options) {
  if (options.file.empty()) return sweep::diff(options.before, options.after, writer(options.output, print));
  NewFile file(options.file);
  const auto write = [&file](std::string_view text) { file.write(text); };
  OutputOptions output = options.output;
  if (output.colour == Colour::automatic) output.colour = Colour::never;
  auto counts = sweep::diff(options.before, options.after, writer(output, write));
  file.publish();
  return counts;
}

}  // namespace

ExitCode run(const DiffOptions& options) {
  if (options.before == "-" && options.after == "-") throw UsageError("only one of OLD and NEW can be '-'");
  const sweep::DiffCounts counts = run_diff(options);
  const bool regressed = counts.count(sweep::Movement::worse) > 0;
  return options.fail_on_regression && regressed ? ExitCode::findings : ExitCode::clean;
}

}  // namespace mailauth::cli
