// `mailauth summary FILE...`

#include "cli/files.h"
#include "cli/terminal.h"
#include "results/statistics.h"

namespace mailauth::cli {

namespace {

std::string in_format(const results::Statistics& statistics, const SummaryOptions& options) {
  switch (options.format) {
    case SummaryFormat::text: return results::to_text(statistics, text_style(options.terminal));
    case SummaryFormat::json: return results::to_json(statistics);
    case SummaryFormat::markdown: return results::to_markdown(statistics);
    case SummaryFormat::csv: return results::to_csv(statistics);
  }
  return {};
}

}  // namespace

ExitCode run(const SummaryOptions& options) {
  const results::Statistics statistics = results::statistics(options.files, options.top);
  if (!options.metrics.empty()) write_file(options.metrics, results::to_metrics(statistics));
  print(in_format(statistics, options));
  return ExitCode::clean;
}

}  // namespace mailauth::cli
