// `mailauth summary FILE...`

#include <fmt/format.h>

#include <stdexcept>

#include "cli/commands.h"
#include "cli/shared/output_options.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "files/new_file.h"
#include "results/listed.h"
#include "results/statistics.h"
#include "text/ascii.h"

namespace mailauth::cli::commands {

namespace {

enum class SummaryFormat : uint8_t { text, json, markdown, csv };

struct SummaryOptions {
  std::vector<std::string> files;  // of result lines
  SummaryFormat format = SummaryFormat::text;
  OutputOptions terminal;  // for text: its colour
  unsigned top = 10;
  std::string metrics;  // a file; empty: not wanted
  std::string list;     // a value of which the domains are named instead; empty: not wanted
};

void declare(Command& command, SummaryOptions& summary) {
  add_arguments(command, "FILE", summary.files, "result lines of sweeps", Need::required);
  add_word(command, {"--format", "FORMAT", "text, json, markdown or csv"}, summary.format,
           {{"text", SummaryFormat::text},
            {"json", SummaryFormat::json},
            {"markdown", SummaryFormat::markdown},
            {"csv", SummaryFormat::csv}});
  add_colour(command, summary.terminal);
  add_count(command, "--top", summary.top, 100'000, "of long lists so many lines (10)");
  add_text(command, {"--list", "VALUE", "name the domains of a line: a rule, p=none, spf=none"}, summary.list);
  add_text(command, {"--metrics", "FILE", "write metrics for Prometheus, too"}, summary.metrics);
}

std::string in_format(const results::Statistics& statistics, const SummaryOptions& options) {
  switch (options.format) {
    case SummaryFormat::text: return results::to_text(statistics, list_style(options.terminal));
    case SummaryFormat::json: return results::to_json(statistics);
    case SummaryFormat::markdown: return results::to_markdown(statistics);
    case SummaryFormat::csv: return results::to_csv(statistics);
  }
  return {};
}

results::Chosen chosen_of(const SummaryOptions& options) {
  if (options.format != SummaryFormat::text || !options.metrics.empty())
    throw UsageError("--list prints a domain a line: it goes neither with --format nor with --metrics");
  try {
    return results::Chosen(options.list);
  } catch (const std::invalid_argument& error) {
    throw UsageError(fmt::format("--list {}: {}", text::escape_bytes(options.list), error.what()));
  }
}

ExitCode list(const SummaryOptions& options) {
  const std::size_t count = results::list_domains(
      options.files, chosen_of(options), [](const std::string& domain) { print(text::escape_bytes(domain) + "\n"); });
  if (count == 0) print_error(fmt::format("there is no domain with '{}'", text::escape_bytes(options.list)));
  return ExitCode::clean;
}

ExitCode run(const SummaryOptions& options) {
  if (!options.list.empty()) return list(options);
  const results::Statistics statistics = results::statistics(options.files, options.top);
  if (!options.metrics.empty()) files::write_file(options.metrics, results::to_metrics(statistics));
  print(in_format(statistics, options));
  return ExitCode::clean;
}

}  // namespace

Action summary(Command& command) { return action<SummaryOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
