// `mailauth summary FILE...`

#include "cli/files.h"
#include "cli/terminal.h"
#include "mailauth/sweep/statistics.h"

namespace mailauth::cli {

namespace {

std::string in_format(const sweep::Statistics& statistics, const SummaryOptions& options) {
  switch (options.format) {
    case SummaryFormat::text: return sweep::to_text(statistics, text_style(options.terminal));
    case SummaryFormat::json: return sweep::to_json(statistics);
    case SummaryFormat::markdown: return sweep::to_markdown(statistics);
    case SummaryFormat::csv: return sweep::to_csv(statistics);
  }
  return {};
}

}  // namespace

ExitCode run(const SummaryOptions& options) {
  const sweep::Statistics statistics = sweep::statistics(options.files, options.top);
  if (!options.metrics.empty()) write_file(options.metrics, sweep::to_metrics(statistics));
  print(in_format(statistics, options));
  return ExitCode::clean;
}

}  // namespace mailauth::cli
